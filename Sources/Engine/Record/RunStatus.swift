public import ETL

/// How a run as a whole has ended.
public enum RunStatus: Sendable, Equatable {
    /// Every partition is committed.
    case success
    /// Something is missing or suspect that a later run may repair.
    case partial
    /// The data failed.
    case data
    /// The source could not be reached, kept failing or never gave a whole answer.
    case source
    /// Files could not be written.
    case files
    /// Try again later.
    case tryLater
    /// The token was refused.
    case token
    /// The pipeline file is wrong.
    case configuration

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
    public init(results: some Sequence<PartitionResult>) {
        self.init(
            failures: results.compactMap { $0.error?.code },
            hasCommitted: results.contains { $0.isCommitted },
            isSuspect: results.contains { if case .suspect = $0.outcome { true } else { false } })
    }

    /// The status of work of which parts failed.
    ///
    /// A failure that needs a person decides, whatever else was committed: of several the first in
    /// ``needsAPerson``. Otherwise a later run may succeed: the status is ``tryLater`` if everything that is missing or
    /// suspect waits for that, else ``partial`` if anything was committed or is suspect, else ``source``.
    public init(failures: some Sequence<ETLError.Code>, hasCommitted: Bool, isSuspect: Bool = false) {
        let codes = Set(failures)
        if let gravest = Self.needsAPerson.first(where: codes.contains) {
            self = RunStatus(gravest)
        } else if codes == [.tryLater], !isSuspect {
            self = .tryLater
        } else if isSuspect || (hasCommitted && !codes.isEmpty) {
            self = .partial
        } else {
            self = codes.isEmpty ? .success : .source
        }
    }

    /// The failures that no later run repairs by itself, the gravest first.
    public static let needsAPerson: [ETLError.Code] = [.token, .configuration, .files, .data]
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
