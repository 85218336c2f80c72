import ETL
import Engine

/// What the process says to its caller at the end: its exit code.
enum ProcessStatus: Int32, CaseIterable {
    /// Every partition is committed.
    case success = 0
    /// Something is missing or suspect that a later run may repair.
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

    /// Returns the status that an exit code in a record is of; nil for one that this program does not know.
    static func of(_ exitCode: Int32) -> ProcessStatus? { allCases.first { $0.rawValue == exitCode } }

    /// The status of a process that did a run.
    init(_ status: RunStatus) {
        self =
            switch status {
            case .success: .success
            case .partial: .partial
            case .data: .data
            case .source: .source
            case .files: .files
            case .tryLater: .tryLater
            case .token: .token
            case .configuration: .configuration
            }
    }

    /// The status of a process that ended with an error.
    init(_ code: ETLError.Code) { self.init(RunStatus(code)) }
}
