/// What ended a piece of work, in words for the person who runs it.
public struct ETLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the failure is a failure of; each has its exit code.
    public enum Code: String, Sendable, Codable, CaseIterable {
        /// The pipeline is wrong.
        case configuration
        /// The source refused the token.
        case token
        /// Files could not be written.
        case files
        /// Not now: the day's calls are spent, or somebody else holds the token.
        case tryLater
        /// The source could not be reached, kept failing or never gave a whole answer.
        case source
        /// The data did not pass.
        case data
    }

    /// How much of the run the failure ends.
    public enum Scope: String, Sendable, Codable {
        /// The window's days.
        case window
        /// All of the report.
        case report
        /// All that uses the token.
        case token
        /// The run.
        case run
    }

    /// What it is a failure of.
    public var code: Code
    /// How much it ends.
    public var scope: Scope
    /// What happened, to what.
    public var message: String
    /// What happened, without to what: failures that share it have one cause. The whole message where it is not known
    /// apart.
    public var cause: String { knownCause ?? message }
    private var knownCause: String?
    /// What to do next.
    public var advice: String
    /// What to do next, where a program has words of its own for it.
    public var remedy: Remedy?
    /// Requests that were made before it was given up.
    public var calls: Int
    /// The name or value of the configuration that is at fault, as it was given; nil if no single one is.
    public var subject: String?

    /// A failure.
    public init(
        _ code: Code, scope: Scope = .window, _ message: String, advice: String, calls: Int = 0, subject: String? = nil,
        cause: String? = nil
    ) {
        self.code = code
        self.scope = scope
        self.message = message
        self.advice = advice
        self.calls = calls
        self.subject = subject
        knownCause = cause
    }

    /// What happened and what to do, in one line.
    public var description: String { advice.isEmpty ? message : "\(message). \(advice)" }
}
