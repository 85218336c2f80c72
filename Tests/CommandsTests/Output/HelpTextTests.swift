import ArgumentParser
import Testing

@testable import Commands

/// Examples can be copied out of the help, however wide the terminal is.
@Suite struct HelpTextTests {
    /// All commands, by their words.
    private static let commands: [[String]] = names(of: WolkvoxETL.self, [])

    private static func names(of command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
        [words]
            + command.configuration.subcommands.flatMap { child in
                names(of: child, words + [child.configuration.commandName ?? ""])
            }
    }

    @Test(arguments: commands) func examplesStandAsLines(words: [String]) async throws {
        for width in [40, 80, 200] {
            let world = try World()
            var context = world.context
            context.terminal.resultWidth = width
            #expect(await WolkvoxETL.run(words + ["--help"], in: context) == 0)
            #expect(!world.output.contains("\u{A0}"))
            let lines = world.output.split(separator: "\n").prefix { !$0.hasPrefix("USAGE") }.map(String.init)
            let examples = lines.filter { $0.hasPrefix("  ") }
            #expect(!examples.isEmpty)
            for line in examples {
                #expect(["  wolkvox-etl ", "  curl ", "    'http"].contains { line.hasPrefix($0) }, "\(line)")
            }
            let command = "  " + (["wolkvox-etl"] + words).joined(separator: " ")
            #expect(examples.contains { $0.hasPrefix(command) }, "\(words)")
            // Prose is wrapped all the same.
            for line in lines where !line.hasPrefix("  ") && line.contains(" ") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }
}
