import ArgumentParser
import FlatFiles
import PipelineFile
import Simulator

/// `demo`
struct Demo: Verb {
    static let configuration = CommandConfiguration(
        verb: "demo",
        abstract: "Run five reports of the last three days against a simulator inside this process.",
        discussion: """
            Uses pipelines/demo.yaml of the current folder, or a copy of its own.

            Example:
              wolkvox-etl demo
            """)

    @OptionGroup var simulator: SimulatorOptions
    @OptionGroup var days: DayOptions
    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print the run record as JSON on stdout.")
    var json = false

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let server = try SimulatorOptions.start(try simulator.configuration(context))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            group.addTask {
                defer { port.finish() }
                try await server.run { port.yield($0) }
            }
            defer { group.cancelAll() }
            for await number in ports { return try await demonstrate(context.served(at: number)) }
            return VerbOutcome()
        }
    }

    private func demonstrate(_ context: CommandContext) async throws -> VerbOutcome {
        let spec = try PipelineLoading(context: context).load(DemoPipeline.path, or: DemoPipeline.text)
        let assembly = JobAssembly(context: context, spec: spec, file: DemoPipeline.path, scope: days.scope)
        var result = try await PipelineRun(assembly: assembly, log: log).perform()
        result.next = Self.next(spec.load(of: "cdr_1"))
        return VerbOutcome(result, failure: result.failure)
    }

    private static func next(_ load: LoadSpec) -> [String] {
        let files = "\(load.directory)/report=cdr_1/*/*/*.\(load.form.format.fileExtension).gz"
        let query = load.form.format.fileForm.map { form in
            "  duckdb -c \"SELECT day, count(*), sum(cost::DECIMAL(18, 4)) FROM \(form.duckDBReader)('\(files)')"
                + " GROUP BY day ORDER BY day\""
        }
        return ["", "Look at the files:", "  gzip -dc \(files) | head -3"] + [query].compactMap(\.self)
            + ["  wolkvox-etl verify \(load.directory)"]
    }
}

extension CommandContext {
    /// The same world, with a simulator in the place of the real API.
    fileprivate func served(at port: Int) -> CommandContext {
        var context = self
        context.environment["WOLKVOX_ENDPOINT"] = "http://127.0.0.1:\(port)"
        context.environment["WOLKVOX_TOKEN"] = "demo-token"
        return context
    }
}
