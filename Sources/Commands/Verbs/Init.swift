import ArgumentParser
import Engine
import Foundation
import PipelineFile
import Wolkvox

/// `init`
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a pipeline file: asks for server, zone and reports, or takes them from flags.",
        discussion: """
            The token is never asked for and never written: the file names the variable WOLKVOX_TOKEN.

            Examples:
              wolkvox-etl init
              wolkvox-etl init --server 0012 --zone America/Bogota --report cdr_1 --report campaign_7 --to mine.yaml
            """)

    @Option(name: .long, help: ArgumentHelp("The number in the server's address, such as 0012.", valueName: "number"))
    var server: String?

    @Option(name: .long, help: ArgumentHelp("The server's address, instead of its number.", valueName: "url"))
    var endpoint: String?

    @Option(name: .long, help: ArgumentHelp("The zone of the server's clock.", valueName: "zone"))
    var zone: String?

    @Option(name: .long, help: ArgumentHelp("A report; may be given several times.", valueName: "name"))
    var report: [String] = []

    @Option(name: .long, help: "The pipeline's name; the file's unless said otherwise.")
    var name: String?

    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var to = "pipeline.yaml"

    @Flag(name: .long, help: "Write over a file that is there.")
    var force = false

    func validate() throws {
        if server != nil, endpoint != nil {
            throw ValidationError("--server and --endpoint say the same thing: give one.")
        }
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let path = context.absolute(to)
            try refuse(path)
            var file = NewPipeline(name: name ?? stem)
            if let endpoint { file.address = .endpoint(endpoint) }
            if let server { file.address = .server(server) }
            file.zone = zone
            file.reports = report
            if context.terminal.isAsking { try PipelineInterview(context: context).complete(&file) }
            try require(file)
            let text = try file.text(beside: (path as NSString).deletingLastPathComponent)
            let mistakes = file.mistakes(in: text)
            guard mistakes.isEmpty else {
                throw Failure(.usage, "No pipeline file can be made of this", advice: "", details: mistakes)
            }
            try write(text, to: path)
            context.terminal.line("wrote \(to)")
            context.terminal.line("next:")
            context.terminal.line(
                "  export WOLKVOX_TOKEN=…    # from wolkvox Manager: Configuration, Integrations, Tokens")
            for verb in ["validate", "check", "plan", "run"] { context.terminal.line("  wolkvox-etl \(verb) \(to)") }
        }
    }

    /// Somebody who is not asked must have said all that matters.
    private func require(_ file: NewPipeline) throws {
        var missing: [String] = []
        if file.address == nil { missing.append("--server (or --endpoint)") }
        if file.zone == nil { missing.append("--zone") }
        if file.reports.isEmpty { missing.append("--report") }
        guard missing.isEmpty else {
            throw Failure(
                .usage, "\(missing.joined(separator: " and ")) must be given where nobody can be asked",
                advice: "Add the flags, or run it on a terminal")
        }
    }

    private var stem: String {
        let last = (to as NSString).lastPathComponent
        return last.hasSuffix(".yaml")
            ? String(last.dropLast(5)) : last.hasSuffix(".yml") ? String(last.dropLast(4)) : last
    }

    private func refuse(_ path: String) throws {
        guard !force, FileManager.default.fileExists(atPath: path) else { return }
        throw Failure(
            .usage, "\(to) is there already", advice: "Choose another file with --to, or write over it with --force")
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: force ? .atomic : .withoutOverwriting)
        } catch {
            throw Failure(
                .files, "\(to) cannot be written: \(error.localizedDescription)",
                advice: "Choose a place that exists and may be written to with --to")
        }
    }
}
