public import ETL

/// Extractors that are known only when a run has begun: one for each value of a parameter that a source lists.
///
/// They fill a partition as the extractors of a ``ReportJob`` do, one after another, and it is whole only when each of
/// them has brought its share.
public struct FanOut: Sendable {
    /// What was found.
    public struct Found: Sendable {
        /// The extractors, in the order in which they are asked.
        public var extractors: [any Extractor]
        /// Requests that finding them took.
        public var calls: Int

        /// What was found.
        public init(extractors: [any Extractor], calls: Int) {
            self.extractors = extractors
            self.calls = calls
        }
    }

    /// What the values are, for people.
    public var label: String
    /// Whether the job's own extractors are asked first, and these only for days that those could not bring whole. If
    /// not, the job's own are never asked: they only say what columns and limits there are.
    public var isFallback: Bool
    /// Finds the extractors.
    ///
    /// - Throws: ``ETLError`` if there are none or they could not be found; all days then fail with it.
    public var find: @Sendable () async throws -> Found

    /// A fan-out.
    public init(label: String, isFallback: Bool, find: @escaping @Sendable () async throws -> Found) {
        self.label = label
        self.isFallback = isFallback
        self.find = find
    }
}
