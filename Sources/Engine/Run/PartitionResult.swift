public import ETL

/// How one day of one report ended.
public struct PartitionResult: Sendable {
    /// The ways to end.
    public enum Outcome: Sendable {
        /// It is visible now, or was already the same.
        case committed(CommittedPartition)
        /// The interrupted run that this one took up had committed it.
        case resumed(CommittedPartition?)
        /// It has a final partition and only missing ones were asked for.
        case skipped(CommittedPartition)
        /// The answer was too unlikely; what was visible before stays.
        case suspect(CommittedPartition?, reason: String)
        /// It failed; what was visible before stays.
        case failed(ETLError)

        /// Whether the day was left for a later run: the calls of the day are spent, or another process has the token.
        public var isLeft: Bool {
            if case .failed(let error) = self { error.code == .tryLater } else { false }
        }
    }

    /// Which.
    public var partition: Partition
    /// How it ended.
    public var outcome: Outcome
    /// Expectations that it does not hold to, though it was committed.
    public var warnings: [QualityWarning]
    /// How what came differs from the definition.
    public var drift: [Drift]

    /// A result.
    public init(
        _ partition: Partition, _ outcome: Outcome, warnings: [QualityWarning] = [], drift: [Drift] = []
    ) {
        self.partition = partition
        self.outcome = outcome
        self.warnings = warnings
        self.drift = drift
    }

    /// What went wrong, if anything did.
    public var error: ETLError? {
        if case .failed(let error) = outcome { error } else { nil }
    }

    /// The partition as it is visible, if the run knows.
    public var visible: CommittedPartition? {
        switch outcome {
        case .committed(let partition), .skipped(let partition): partition
        case .resumed(let partition), .suspect(let partition, _): partition
        case .failed: nil
        }
    }
}
