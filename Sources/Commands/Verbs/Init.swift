import ArgumentParser
import Disk
import ETL
import Engine
import Foundation
import Wolkvox

/// `init`
struct Init: Verb {
    static let configuration = CommandConfiguration(
        verb: "init",
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

    @Option(
        name: .long, help: "The pipeline's name; unless said otherwise the file's, or the source's for pipeline.yaml.")
    var name: String?

    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var to = Init.usual

    private static let usual = "pipeline.yaml"

    @Flag(name: .long, help: "Write over a file that is there.")
    var force = false

    func validate() throws {
        if server != nil, endpoint != nil {
            throw ValidationError("--server and --endpoint say the same thing: give one.")
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let path = context.absolute(to)
        try refuse(path)
        let given = name ?? (to == Self.usual ? nil : NearbyNames.stem((to as NSString).lastPathComponent))
        var file = NewPipeline(name: given)
        if let endpoint { file.address = .endpoint(endpoint) }
        if let server { file.address = .server(server) }
        file.zone = zone
        file.reports = report
        if context.terminal.isAsking { try PipelineInterview(context: context).complete(&file) }
        try require(file)
        let text = try file.text()
        let mistakes = file.mistakes(in: text)
        guard mistakes.isEmpty else {
            throw Failure(.usage, "No pipeline file can be made of this", advice: "", details: mistakes)
        }
        try write(text, to: path)
        let schema = try writeSchema(beside: path)
        let next = ["validate", "check", "plan", "run"].map { "  wolkvox-etl \($0) \(to)" }
        return VerbOutcome(
            output: .lines(
                [
                    "wrote \(to)\(schema)", "next:",
                    "  export WOLKVOX_TOKEN=…    # from wolkvox Manager: Configuration, Integrations, Tokens",
                ] + next))
    }

    /// Somebody who is not asked must have said all that matters.
    private func require(_ file: NewPipeline) throws {
        let missing = [
            ("--server (or --endpoint)", file.address == nil), ("--zone", file.zone == nil),
            ("--report", file.reports.isEmpty),
        ].filter(\.1).map(\.0)
        guard missing.isEmpty else {
            throw Failure(
                .usage, "\(missing.joined(separator: " and ")) must be given where nobody can be asked",
                advice: "Add the flags, or run it on a terminal")
        }
    }

    private func refuse(_ path: String) throws {
        guard !force, Files.kind(following: path) != nil else { return }
        throw Failure(
            .usage, "\(to) is there already", advice: "Choose another file with --to, or write over it with --force")
    }

    /// Writes what editors complete the file by, unless it is there; returns what to say of it.
    private func writeSchema(beside path: String) throws -> String {
        let schema = "\(Files.parent(of: path))/\(NewPipeline.schema)"
        guard Files.kind(following: schema) == nil else { return "" }
        let text = try PrintSchema.form(of: .vendor)
        // The pipeline file is right without it.
        guard (try? Files.create(schema, Array(text.utf8))) != nil else { return "" }
        return " and, for editors, \(NewPipeline.schema) beside it"
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try force ? Files.replace(path, by: Array(text.utf8)) : Files.create(path, Array(text.utf8))
        } catch {
            throw Failure(
                .files, "\(to) cannot be written: \(error.message)",
                advice: "Choose a place that exists and may be written to with --to")
        }
    }
}
