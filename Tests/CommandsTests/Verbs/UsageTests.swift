import Foundation
import Testing

@testable import Commands

/// No command and an unknown one are wrong usage, and say what was meant.
@Suite struct UsageTests {
    @Test(
        arguments: [
            ([], "error: wolkvox-etl needs a command: run, follow, plan"),
            (["rnu"], "error: wolkvox-etl has no command 'rnu'. Did you mean `wolkvox-etl run`?"),
            (["verfy", "output"], "Did you mean `wolkvox-etl verify`?"),
            (["fly"], "error: wolkvox-etl has no command 'fly'. `wolkvox-etl --help` lists the commands."),
            (["quarantine"], "error: wolkvox-etl quarantine needs a command: list, show, replay."),
            (["quarantine", "lst"], "Did you mean `wolkvox-etl quarantine list`?"),
            (["simulate", "--port", "99999"], "--port goes from 0 to 65535."),
            (["simulate", "--port=-1"], "--port goes from 0 to 65535."),
            (["run"], "Missing expected argument"), (["run", "a.yaml", "--no-such-flag"], "Unknown option"),
        ] as [([String], String)])
    func wrongUsageIs64(arguments: [String], words: String) async throws {
        let world = try World()
        #expect(await WolkvoxETL.run(arguments, in: world.context) == 64)
        #expect(world.errors.contains(words), "\(world.errors)")
        #expect(world.output.isEmpty)
    }

    @Test(arguments: [["--help"], ["-h"], ["help"], ["help", "run"], ["run", "--help"], ["quarantine", "--help"]])
    func helpIsAResult(arguments: [String]) async throws {
        let world = try World()
        #expect(await WolkvoxETL.run(arguments, in: world.context) == 0)
        #expect(world.output.contains("\nUSAGE"))
        #expect(world.errors.isEmpty)
    }

    @Test(arguments: [["--log-format", "json"], ["--log-format=json"]])
    func mistakesAreJSONWhereThatIsAskedFor(flags: [String]) async throws {
        struct Entry: Decodable {
            var level: String
            var message: String
            var exit_code: Int?
        }
        let world = try World()
        #expect(await WolkvoxETL.run(["run", "nowhere.yaml"] + flags, in: world.context) == 78)
        #expect(await WolkvoxETL.run(["run"] + flags, in: world.context) == 64)
        let lines = world.errors.split(separator: "\n")
        let entries = try lines.map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
        #expect(entries.map(\.level) == ["error", "error"])
        #expect(entries.first?.message == "The pipeline file nowhere.yaml cannot be read")
        #expect(entries.first?.exit_code == 78)
    }

    /// A result that cannot be written is a failure of every command, help included, and never hides one that needs
    /// somebody more urgently.
    @Test(
        arguments: [
            (["reports"], 74), (["--help"], 74), (["--version"], 74), (["schema", "cdr_1", "--dialect", "duckdb"], 74),
            (["run", "nowhere.yaml"], 78), (["fly"], 64), (["verify", "."], 74),
        ] as [([String], Int32)])
    func aResultThatCannotBeWrittenIs74(arguments: [String], status: Int32) async throws {
        let world = try World()
        var context = world.context
        context.terminal.outputObstacle = { "No space left on device" }
        #expect(await WolkvoxETL.run(arguments, in: context) == status)
        #expect(world.errors.contains("The result could not be written to stdout: No space left on device."))
    }
}
