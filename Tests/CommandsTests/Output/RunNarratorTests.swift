import ETL
import Engine
import Foundation
import Testing

@testable import Commands

@Suite struct RunNarratorTests {
    private static let day = Window(Day(number: 20_727))

    @Test func elsewhereThereArePlainLines() throws {
        let world = try World()
        let narrator = narrator(world)
        narrator.hear(received(rows: 7, calls: 1))
        narrator.hear(.finished(Results.failed("cdr_1", "2026-10-01", .source, "It \"failed\"")))
        narrator.end()
        let lines = world.errors.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1)[1] }
        #expect(
            lines == [
                "info received calls=1 report=cdr_1 rows=7 source=bogota window=2026-10-01",
                #"error failed day=2026-10-01 reason="It \"failed\"" report=cdr_1 source=bogota"#,
            ])
    }

    @Test func linesMayBeJSON() throws {
        let world = try World(isInteractive: true)
        let narrator = narrator(world, flags: ["--log-format", "json"])
        let bogota = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
        narrator.hear(.begins([Results.job("cdr_1", days: 1, zone: bogota)]))
        narrator.hear(
            .split(report: "cdr_1", source: "bogota", window: Self.day, reason: "sent “60000” rows\nand more"))
        let lines = world.errors.split(separator: "\n")
        #expect(lines.count == 1)
        var entry = try JSONDecoder().decode([String: String?].self, from: Data(lines[0].utf8))
        let time = entry.removeValue(forKey: "time") ?? nil
        #expect(time?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        #expect(
            entry == [
                "level": "info", "message": "too large for one call", "report": "cdr_1", "source": "bogota",
                "from": "2026-10-01T00:00:00-05:00", "to": "2026-10-01T23:59:59-05:00",
                "reason": "sent “60000” rows\nand more", "run": nil, "pipeline": nil,
            ])
    }

    @Test func failuresWithOneCauseAreOneLine() throws {
        let world = try World()
        let narrator = narrator(world)
        for day in 10...31 {
            narrator.hear(.finished(Results.failed("cdr_1", "2026-10-\(day)", .tryLater, "The token is held")))
        }
        narrator.hear(.finished(Results.failed("cdr_6", "2026-10-10", .source, "The answer broke off")))
        narrator.hear(received(rows: 7, calls: 1))
        narrator.end()
        let lines = world.errors.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains(" error failed day=2026-10-10 partitions=22 reason=\"The token is held\""))
        #expect(lines[1].contains("The answer broke off") && !lines[1].contains("partitions="))
        #expect(lines[2].contains(" received "))
    }

    /// Days of several windows that failed for one cause are one line too: the window is not a part of the cause.
    @Test func windowsThatFailedForOneCauseAreOneLine() throws {
        let world = try World()
        let narrator = narrator(world)
        for day in ["2026-10-03", "2026-10-02", "2026-10-01"] {
            narrator.hear(.finished(Results.failed("cdr_6", day, "the server is closed")))
        }
        narrator.end()
        let lines = world.errors.split(separator: "\n")
        #expect(lines.count == 1)
        #expect(lines[0].contains("partitions=3 reason=\"cdr_6 of bogota, 2026-10-03: the server is closed\""))
    }

    @Test func numbersAreNumbersInJSON() throws {
        struct Entry: Decodable {
            var rows: Int
            var calls: Int?
            var quarantined: Int?
            var filtered: Int?
        }
        let world = try World()
        let narrator = narrator(world, flags: ["--log-format", "json"])
        narrator.hear(received(rows: 7, calls: 1))
        narrator.hear(.finished(Results.committed("cdr_1", "2026-10-01", rows: 4, quarantined: 2, leftOut: 1)))
        let entries = try world.errors.split(separator: "\n").map {
            try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
        }
        #expect(entries.map(\.rows) == [7, 4])
        #expect(entries[0].calls == 1)
        #expect(entries[1].quarantined == 2 && entries[1].filtered == 1)
    }

    @Test func committedLinesNameRowsThatWereNotWritten() throws {
        let world = try World()
        let narrator = narrator(world)
        narrator.hear(.finished(Results.committed("cdr_1", "2026-10-01", rows: 4, quarantined: 2, leftOut: 1)))
        narrator.hear(.finished(Results.committed("cdr_1", "2026-10-02", rows: 4)))
        let lines = world.errors.split(separator: "\n")
        #expect(lines[0].contains(" filtered=1 quarantined=2 ") && lines[0].contains(" committed "))
        #expect(!lines[1].contains("filtered") && !lines[1].contains("quarantined"))
    }

    @Test func anApostropheIsNotEscapedInText() throws {
        let world = try World()
        let narrator = narrator(world)
        narrator.hear(
            .finished(Results.failed("cdr_1", "2026-10-01", .source, "The report's \"answer\"\nbroke off")))
        narrator.end()
        #expect(world.errors.contains(#"reason="The report's \"answer\"\nbroke off""#))
    }

    @Test(arguments: [true, false])
    func quietSaysNothing(isInteractive: Bool) throws {
        let world = try World(isInteractive: isInteractive)
        let narrator = narrator(world, flags: ["--quiet"])
        narrator.hear(received(rows: 7, calls: 1))
        narrator.end()
        #expect(world.errors.isEmpty)
    }

    private func narrator(_ world: World, flags: [String] = []) -> RunNarrator {
        RunNarrator(context: world.context, options: options(flags))
    }

    private func options(_ flags: [String]) -> LogOptions {
        var options = LogOptions()
        options.logFormat = flags.contains("json") ? .json : .text
        options.quiet = flags.contains("--quiet")
        return options
    }

    private func received(rows: Int, calls: Int) -> RunEvent {
        .received(report: "cdr_1", source: "bogota", window: Self.day, ExtractTally(rows: rows, calls: calls))
    }
}
