import ArgumentParser
import ETL

/// The end of a command that failed: what stderr ends with, and the exit code.
struct Failure: Error {
    var status: ProcessStatus
    /// What happened.
    var message: String
    /// What to do next.
    var advice: String
    /// Further lines.
    var details: [String] = []
    /// What went wrong, without to what: failures that share it have one reason. Nil where the message says it.
    var cause: String?

    init(
        _ status: ProcessStatus, _ message: String, advice: String, details: [String] = [], cause: String? = nil
    ) {
        self.status = status
        self.message = message
        self.advice = advice
        self.details = details
        self.cause = cause
    }

    init(_ error: ETLError) {
        self.init(ProcessStatus(error.code), error.message, advice: error.shownAdvice, cause: error.cause)
    }

    var lines: [String] {
        ["error: \(sentences(message, advice))"] + details.map { "  \($0)" }
    }
}

extension [ETLError] {
    /// The error that a failure with this status is headed by: the first that has the status by itself, else the first.
    func leading(_ status: ProcessStatus) -> ETLError? {
        first { ProcessStatus($0.code) == status } ?? first
    }
}

/// Texts as sentences, one after another, each with its full stop.
func sentences(_ texts: String...) -> String {
    texts.filter { !$0.isEmpty }.map { [".", "?", "!"].contains($0.last) ? $0 : $0 + "." }.joined(separator: " ")
}

extension CommandContext {
    /// Runs a command's work, and turns what it throws, and a result that could not be written, into words and an exit
    /// code.
    func reportingFailures(_ work: () async throws -> Void) async throws {
        var failure: Failure?
        do {
            try await work()
        } catch let thrown as Failure {
            failure = thrown
        } catch let error as ETLError {
            failure = Failure(error)
        }
        if let obstacle = terminal.outputObstacle() { failure = Failure.ofOutput(obstacle, after: failure) }
        guard let failure else { return }
        show(failure)
        throw ExitCode(failure.status.rawValue)
    }

    private func show(_ failure: Failure) {
        guard terminal.journal == nil else {
            let fields: [String: JournalValue] = [
                "advice": .text(failure.advice), "details": .list(failure.details),
                "exit_code": .number(Int(failure.status.rawValue)),
            ]
            return terminal.errorLine(failure.message, level: .error, fields: fields)
        }
        for line in failure.lines { terminal.errorLine(line) }
    }
}

extension Failure {
    /// The failure of a command whose result could not be written, which may have failed before.
    fileprivate static func ofOutput(_ obstacle: String, after earlier: Failure?) -> Failure {
        let message = "The result could not be written to stdout: \(obstacle)"
        switch earlier?.status {
        case .token, .configuration, .usage, .interrupted, .terminated:
            // These need somebody more urgently, or end the process in their own way.
            guard var earlier else { break }
            earlier.details.append(sentences(message))
            return earlier
        case .success, .partial, .data, .source, .files, .tryLater, nil:
            break
        }
        var failure = Failure(
            .files, message,
            advice:
                "What the command wrote elsewhere is intact. Make room, or send the result elsewhere, and run it again"
        )
        if let earlier { failure.details = [sentences(earlier.message, earlier.advice)] + earlier.details }
        return failure
    }
}
