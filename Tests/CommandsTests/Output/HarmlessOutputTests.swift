import ArgumentParser
import Engine
import Logging
import Testing

@testable import Commands

/// Nothing that a server or a file names can steer the terminal or begin a line of its own.
@Suite struct HarmlessOutputTests {
    private static let name = "key\u{1B}[2J\u{7}\nerror: all is lost\r\u{202E}\u{9B}"
    private static let steering = "\u{1B}\u{7}\r\u{202E}\u{9B}".unicodeScalars

    private static func check(_ text: String, lines: Int) {
        #expect(!text.unicodeScalars.contains { steering.contains($0) })
        #expect(text.split(separator: "\n").count == lines)
    }

    @Test func linesOfAllKinds() throws {
        let world = try World()
        let terminal = world.context.terminal
        terminal.line(Self.name)
        for line in Failure(.data, Self.name, advice: Self.name, details: [Self.name]).lines {
            terminal.errorLine(line)
        }
        Self.check(world.output, lines: 1)
        Self.check(world.errors, lines: 2)
    }

    @Test func tablesStayAligned() {
        var table = TextTable(["field", "rows"], numeric: [1])
        table.add([Self.name, "1"])
        Self.check(table.lines.joined(separator: "\n"), lines: 2)
        #expect(table.lines[0].count == table.lines[1].count)
    }

    @Test(arguments: [false, true])
    func logLines(isJSON: Bool) throws {
        let world = try World()
        let terminal = world.context.logging(asJSON: isJSON).terminal
        let logger = Logger(label: "test") { _ in LineLogHandler(terminal: terminal) }
        logger.info("\(Self.name)", metadata: ["field": "\(Self.name)"])
        Self.check(world.errors, lines: 1)
    }

    @Test func progressOfARun() throws {
        let world = try World(isInteractive: true)
        let narrator = RunNarrator(context: world.context, options: try LogOptions.parse([]))
        narrator.say(Self.name)
        Self.check(world.errors, lines: 1)
    }
}
