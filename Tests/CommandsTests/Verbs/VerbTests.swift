import ArgumentParser
import Engine
import Testing

@testable import Commands

/// What a verb returns is printed in one place: by the flag, then what is said of it, then the failure.
@Suite struct VerbTests {
    private struct Result: VerbResult, Encodable {
        var rows = 2

        func lines(width: Int?) -> [String] { ["\(rows) rows", "\u{1B}[2J"] }
    }

    private struct Count: Verb {
        @Flag var json = false
        @Flag var fails = false

        func run(_ context: CommandContext) async throws -> VerbOutcome {
            VerbOutcome(
                Result(), warnings: ["the rows are old"],
                failure: fails ? Failure(.data, "One row is missing", advice: "Look for it") : nil)
        }
    }

    @Test func peopleReadLines() async throws {
        let world = try World()
        try await Count.parse([]).perform(in: world.context)
        #expect(world.output == "2 rows\n·[2J\n")
        #expect(world.errors == "warning: the rows are old\n")
    }

    @Test func programsReadJSONWithTheFlag() async throws {
        let world = try World()
        try await Count.parse(["--json"]).perform(in: world.context)
        #expect(world.output == "{\n  \"rows\" : 2\n}\n")
    }

    @Test func aResultIsPrintedBeforeItsFailure() async throws {
        let world = try World()
        await #expect(throws: ExitCode(65)) { try await Count.parse(["--fails"]).perform(in: world.context) }
        #expect(world.output == "2 rows\n·[2J\n")
        #expect(world.errors == "warning: the rows are old\nerror: One row is missing. Look for it.\n")
    }

    @Test func aFileIsPrintedAsItIs() throws {
        let world = try World()
        try world.context.terminal.print(.file("name: \"\u{1B}\"\n", below: ["# two\nlines"]), asJSON: false)
        #expect(world.output == "# two·lines\nname: \"\u{1B}\"\n")
    }

    /// A command that is not a verb would run in the world of the process, whichever it is given.
    @Test func everyCommandIsAVerb() {
        func leaves(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            let inner = command.configuration.subcommands
            return inner.isEmpty ? [command] : inner.flatMap(leaves)
        }
        let all = leaves(WolkvoxETL.self)
        #expect(all.count > 15)
        for command in all { #expect(command is any Verb.Type, "\(command)") }
    }
}
