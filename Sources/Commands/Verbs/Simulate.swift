import ArgumentParser
import Disk
import Foundation
import Simulator
import UnixSignals

/// `simulate`
struct Simulate: Verb {
    static let configuration = CommandConfiguration(
        verb: "simulate",
        abstract: "Serve a local API that behaves as the real one does, over rows made from a seed.",
        discussion: """
            Examples:
              wolkvox-etl simulate --port 8080
              wolkvox-etl simulate --scenario bad-night.yaml --seed 7
              wolkvox-etl simulate --pipeline mine.yaml --zone America/Mexico_City
              curl -H 'wolkvox-token: any-token-will-do' \\
                'http://127.0.0.1:8080/api/v2/reports_manager.php?api=cdr_6&date_ini=20261001000000&date_end=20261001235959'
            """)

    @OptionGroup var options: SimulatorOptions

    @Option(name: .long, help: "The port; 0 takes any that is free.")
    var port = 0

    @Option(name: .long, help: ArgumentHelp("The zone of the server's clock.", valueName: "zone"))
    var zone = "America/Bogota"

    @Option(
        name: .long, help: ArgumentHelp("Also serve the reports that this pipeline file defines.", valueName: "file"))
    var pipeline: String?

    @Flag(name: .long, help: "Write a line to stderr for each request.")
    var verbose = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port goes from 0 to 65535.") }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        var configuration = try options.configuration(context)
        configuration.port = port
        configuration.timeZone = zone
        if let pipeline {
            let definitions = try PipelineLoading(context: context).definitions(pipeline)
            if definitions.isEmpty { context.terminal.errorLine("\(pipeline) defines no reports of its own") }
            configuration.definitions = definitions
        }
        if verbose {
            configuration.onServed = { context.terminal.errorLine("\($0)") }
        }
        let simulator = try SimulatorOptions.start(configuration)
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await simulator.run { port in
                    context.terminal.line("listening on http://127.0.0.1:\(port)")
                }
            }
            group.addTask {
                for await _ in signals { return }
            }
            do {
                try await group.next()
            } catch let error as SimulatorError {
                throw Failure(.usage, "\(error)", advice: "Choose another with --port")
            }
            group.cancelAll()
        }
        return VerbOutcome()
    }
}

/// The flags that say what the simulator serves.
struct SimulatorOptions: ParsableArguments {
    @Option(name: .long, help: "The same seed makes the same rows.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "Rows of cdr_1 on a working day; the other reports have a share of it.")
    var rowsPerDay = 2000

    @Option(name: .long, help: ArgumentHelp("A YAML file with what goes wrong.", valueName: "file"))
    var scenario: String?

    func validate() throws {
        guard (0...20_000_000).contains(rowsPerDay) else {
            throw ValidationError("--rows-per-day goes from 0 to 20000000.")
        }
    }

    func configuration(_ context: CommandContext) throws -> SimulatorConfiguration {
        var configuration = SimulatorConfiguration()
        configuration.seed = seed
        configuration.rowsPerDay = rowsPerDay
        configuration.now = { Date(timeIntervalSince1970: Double(context.now())) }
        if let scenario {
            guard let text = try? Files.input(context.absolute(scenario)) else {
                throw Failure(.usage, "The scenario \(scenario) cannot be read", advice: "Give the path of a YAML file")
            }
            do {
                configuration.scenario = try Scenario(yaml: String(decoding: text, as: UTF8.self))
            } catch {
                throw Failure(.configuration, "The scenario \(scenario): \(error)", advice: "Correct the file")
            }
        }
        return configuration
    }

    static func start(_ configuration: SimulatorConfiguration) throws -> Simulator {
        do {
            return try Simulator(configuration: configuration)
        } catch {
            throw Failure(.usage, "The simulator cannot start: \(error)", advice: "Check its flags")
        }
    }
}
