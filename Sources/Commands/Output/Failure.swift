import ArgumentParser
import ETL
import Engine

/// The end of a command that failed: what stderr ends with, and the exit code.
struct Failure: Error {
    var status: RunStatus
    /// What happened.
    var message: String
    /// What to do next.
    var advice: String
    /// Further lines.
    var details: [String] = []

    init(_ status: RunStatus, _ message: String, advice: String, details: [String] = []) {
        self.status = status
        self.message = message
        self.advice = advice
        self.details = details
    }

    init(_ error: ETLError) {
        self.init(RunStatus(error.code), error.message, advice: error.advice)
    }

    var lines: [String] {
        ["error: \(sentences(message, advice))"] + details.map { "  \($0)" }
    }
}

extension [ETLError] {
    /// The error that a failure with this status is headed by: the first that has the status by itself, else the first.
    func leading(_ status: RunStatus) -> ETLError? {
        first { RunStatus($0.code) == status } ?? first
    }
}

/// Texts as sentences, one after another, each with its full stop.
func sentences(_ texts: String...) -> String {
    texts.filter { !$0.isEmpty }.map { [".", "?", "!"].contains($0.last) ? $0 : $0 + "." }.joined(separator: " ")
}

extension CommandContext {
    /// Runs a command's work, and turns what it throws into words and an exit code.
    func reportingFailures(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let failure as Failure {
            for line in failure.lines { terminal.errorLine(line) }
            throw ExitCode(failure.status.rawValue)
        } catch let error as ETLError {
            for line in Failure(error).lines { terminal.errorLine(line) }
            throw ExitCode(RunStatus(error.code).rawValue)
        }
    }
}
