extension ETLError {
    /// What a person can change so that the same work succeeds, where its name depends on the program: a key of its
    /// settings, a flag. A program that shows the error says it in its own words; ``advice`` does so in general ones.
    public enum Remedy: Sendable, CaseIterable {
        /// The zone of a source is another than the one given.
        case serverZone
        /// The transforms do not suit the rows.
        case transforms
        /// The window cannot be made smaller.
        case narrowerRequest
        /// Fields that the definition lacks can be kept or dropped.
        case unknownFields
        /// Rows that do not fit can go to quarantine.
        case invalidRows
        /// More rows can be allowed in quarantine.
        case moreInQuarantine
        /// What was staged does not fit together.
        case freshStart
        /// A newer version of the program began the run.
        case newerRun
        /// The day was made from another source or by another pipeline.
        case foreignDay
        /// A symbolic link leads out of the output.
        case outsideLink
        /// The output is read-only.
        case readOnlyOutput

        /// What to do, in general words.
        public var advice: String {
            switch self {
            case .serverZone: "Give the source the zone of the server's clock, and run again"
            case .transforms: "Check the transforms"
            case .narrowerRequest:
                "Narrow the report by a parameter if it has one, and ask those who run the source for the rest of the day"
            case .unknownFields: "Keep or drop unknown fields to commit the day all the same"
            case .invalidRows: "Send invalid rows to quarantine to commit the rest and look at those rows"
            case .moreInQuarantine: "If that is right for this report, allow more rows in quarantine"
            case .freshStart: "Start the run over; if it stays so, report it as a fault of the program"
            case .newerRun: "Use that version, or drop the unfinished run"
            case .foreignDay: "Write to another folder, or make the day this pipeline's own"
            case .outsideLink: "Remove the link, or write to the place it leads to"
            case .readOnlyOutput: "The place is read-only: write elsewhere or mount it writable, then run again"
            }
        }
    }

    /// A failure with a remedy, which is its advice.
    public init(
        _ code: Code, scope: Scope = .window, _ message: String, remedy: Remedy, calls: Int = 0,
        subject: String? = nil, cause: String? = nil
    ) {
        self.init(code, scope: scope, message, advice: remedy.advice, calls: calls, subject: subject, cause: cause)
        self.remedy = remedy
    }
}
