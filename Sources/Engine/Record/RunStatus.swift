public import ETL

/// What the process says to its caller at the end.
public enum RunStatus: Int32, Sendable, Codable {
    /// Every partition is committed.
    case success = 0
    /// Some partitions are committed and some not, or a day is suspect.
    case partial = 3
    /// Wrong usage.
    case usage = 64
    /// The data failed.
    case data = 65
    /// The source could not be reached, kept failing or never gave a whole answer.
    case source = 69
    /// Files could not be written.
    case files = 74
    /// Try again later.
    case tryLater = 75
    /// The token was refused.
    case token = 77
    /// The pipeline file is wrong.
    case configuration = 78
    /// Interrupted by SIGINT.
    case interrupted = 130
    /// Ended by SIGTERM.
    case terminated = 143

    /// The status of a failure by itself.
    public init(_ code: ETLError.Code) {
        self =
            switch code {
            case .configuration: .configuration
            case .token: .token
            case .files: .files
            case .tryLater: .tryLater
            case .source: .source
            case .data: .data
            }
    }

    /// The status of a whole run.
    ///
    /// One reason among files, try later and token decides alone if all that failed failed for it, whatever else was
    /// committed. Otherwise it is partial success when something was committed, and else the gravest reason.
    public init(results: [PartitionResult]) {
        let codes = Set(results.compactMap { $0.error?.code })
        let isSuspect = results.contains { if case .suspect = $0.outcome { true } else { false } }
        if codes.isEmpty {
            self = isSuspect ? .partial : .success
        } else if codes.count == 1, let only = codes.first, [.files, .tryLater, .token].contains(only) {
            self = RunStatus(only)
        } else if isSuspect || results.contains(where: { $0.isCommitted }) {
            self = .partial
        } else {
            let gravest: [ETLError.Code] = [.configuration, .token, .files, .tryLater, .source, .data]
            self = RunStatus(gravest.first { codes.contains($0) } ?? .source)
        }
    }
}

extension PartitionResult {
    /// Whether the partition is visible and this run, or the one it took up, vouches for it.
    var isCommitted: Bool {
        switch outcome {
        case .committed, .resumed, .skipped: true
        case .suspect, .failed: false
        }
    }
}
