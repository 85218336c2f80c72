import Engine

/// Asks a person on a terminal for what the flags of `init` left open; an empty answer takes what stands in brackets.
struct PipelineInterview {
    let context: CommandContext

    /// Answers that make no sense before nobody is believed to be there.
    private static let patience = 5

    func complete(_ file: inout NewPipeline) throws {
        if file.address == nil {
            try ask(
                "Server: the number in wv0012.wolkvox.com, or an address", of: &file,
                take: { $1.address = $0.contains("://") ? .endpoint($0) : .server($0) })
        }
        if file.zone == nil {
            try ask("Zone of the server's clock, such as America/Bogota", of: &file, take: { $1.zone = $0 })
        }
        if file.reports.isEmpty {
            try ask(
                "Reports, separated by blanks (`wolkvox-etl reports` lists them)", or: "cdr_1", of: &file,
                take: { answer, file in
                    file.reports = answer.split { $0 == " " || $0 == "," }.map(String.init)
                })
        }
    }

    private func ask(
        _ question: String, or usual: String? = nil, of file: inout NewPipeline,
        take: (String, inout NewPipeline) -> Void
    ) throws {
        for _ in 0..<Self.patience {
            context.terminal.writeError(question + (usual.map { " [\($0)]" } ?? "") + ": ")
            guard let line = context.terminal.ask() else { break }
            let trimmed = line.split(separator: " ").joined(separator: " ")
            let answer = trimmed.isEmpty ? usual ?? "" : trimmed
            var candidate = file
            take(answer, &candidate)
            guard let mistake = try mistake(of: candidate) else {
                file = candidate
                return
            }
            context.terminal.errorLine("  \(mistake)")
        }
        throw Failure(.usage, "No answer that can be used", advice: "Give flags instead: wolkvox-etl init --help")
    }

    /// What is wrong with the answers so far; those that are still to come are not missed.
    private func mistake(of file: NewPipeline) throws -> String? {
        var file = file
        if file.reports.isEmpty { file.reports = ["cdr_1"] }
        do {
            return file.mistakes(in: try file.text()).first
        } catch let failure as Failure {
            return failure.message
        }
    }
}
