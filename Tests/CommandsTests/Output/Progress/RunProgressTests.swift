import ArgumentParser
import ETL
import Engine
import TestSupport
import Testing
import Wolkvox

@testable import Commands

/// The lines of a run that goes on, as a terminal shows them.
@Suite struct RunProgressTests {
    private static let day = Window(Day(number: 20_727))

    private static func asking(_ report: String, of source: String = "bogota") -> RunEvent {
        .asking(report: report, source: source, window: day, label: "")
    }

    private static func received(_ rows: Int, of source: String = "bogota") -> RunEvent {
        .received(report: "cdr_1", source: source, window: day, ExtractTally(rows: rows, calls: 1))
    }

    private static func record(pause: Duration? = nil, note: String? = nil) -> CallRecord {
        CallRecord(
            purpose: .first, subject: "cdr_1 of bogota, 2026-10-01", status: 200, rows: 0, bytes: 0, note: note,
            pause: pause)
    }

    private static func narrator(_ world: World, quiet: Bool = false) throws -> RunNarrator {
        RunNarrator(context: world.context, options: try LogOptions.parse(quiet ? ["--quiet"] : []))
    }

    private static func lines(_ world: World, columns: Int = 120) -> [String] {
        var screen = Screen(columns: columns)
        screen.write(world.errors.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
        #expect(screen.unknown.isEmpty && !screen.isStyled && screen.showsCursor && screen.wraps)
        #expect(screen.cursor.column == 0)
        return screen.lines
    }

    @Test func aTerminalHasALineForEachSourceAtWork() throws {
        let world = try World(isInteractive: true, width: 121)
        let narrator = try Self.narrator(world)
        narrator.hear(
            .begins([
                Results.job("cdr_1", lane: "a", days: 4), Results.job("cdr_1", of: "madrid", lane: "b", days: 2),
                Results.job("cdr_1", of: "lima", lane: "b", days: 2),
            ]))
        #expect(world.errors.isEmpty)
        narrator.hear(Self.asking("cdr_1"))
        narrator.hear(.begins(callsLeft: 299), in: "a")
        narrator.hear(Self.asking("cdr_1", of: "madrid"))
        narrator.hear(.begins(callsLeft: nil), in: "b")
        world.pass(seconds: 2)
        narrator.hear(Self.received(1234))
        narrator.hear(.finished(Results.committed("cdr_1", "2026-10-01", rows: 1234)))
        #expect(
            Self.lines(world) == [
                "bogota cdr_1  █████░░░░░░░░░░░░░░░ 1/4 days  1,234 rows  617 rows/s  1 call, 299 left  6 s left  2026-10-01",
                "madrid cdr_1  ░░░░░░░░░░░░░░░░░░░░ 0/2 days  0 rows  1 call  2026-10-01",
            ])
        // The next source of the token takes the place of the one before.
        narrator.hear(Self.asking("cdr_1", of: "lima"))
        #expect(Self.lines(world).map { $0.prefix(6) } == ["bogota", "lima c"])
        narrator.hear(.laneEnded("a"))
        #expect(Self.lines(world).map { $0.prefix(6) } == ["lima c"])
        narrator.end()
        #expect(Self.lines(world).isEmpty && world.output.isEmpty)
    }

    @Test func aWaitSaysWhatForAndHowLong() throws {
        let world = try World(isInteractive: true, width: 121)
        let narrator = try Self.narrator(world)
        narrator.hear(.begins([Results.job("cdr_1", days: 1)]))
        narrator.hear(Self.asking("cdr_1"))
        narrator.hear(.waits, in: "lane")
        world.pass(seconds: 7)
        narrator.hear(Self.received(0))
        #expect(Self.lines(world)[0].hasSuffix("  waiting 7 s for the token"))
        narrator.hear(.begins(callsLeft: 5), in: "lane")
        #expect(Self.lines(world)[0].hasSuffix("  1 call, 5 left  2026-10-01"))
        world.pass(seconds: 30)
        narrator.hear(Self.received(0))
        #expect(Self.lines(world)[0].hasSuffix("  waiting 30 s for 2026-10-01"))
        let note = "cdr_1 of bogota, 2026-10-01: the server is busy (HTTP 503); asking again in 20 s (attempt 1 of 5)"
        narrator.hear(.ended(Self.record(pause: .seconds(20), note: note)), in: "lane")
        world.pass(seconds: 5)
        narrator.hear(Self.received(0))
        #expect(Self.lines(world)[0].hasSuffix("  asks again in 15 s: the server is busy (HTTP 503)"))
        narrator.hear(
            .askingAgain(
                Partition(report: "cdr_1", source: "bogota", day: Day(number: 20_727)), reason: "no rows",
                afterSeconds: 60))
        #expect(Self.lines(world)[0].hasSuffix("  asks again in 60 s: 2026-10-01, no rows"))
    }

    /// Failures and what else is said are above the lines, whole, and nothing is torn.
    @Test(arguments: [40, 120])
    func whatIsSaidMeanwhileIsAbove(columns: Int) throws {
        let world = try World(isInteractive: true, width: columns)
        let narrator = try Self.narrator(world)
        narrator.hear(.begins([Results.job("cdr_6", days: 3)]))
        narrator.hear(Self.asking("cdr_6"))
        for day in ["2026-10-02", "2026-10-01"] {
            narrator.hear(.finished(Results.failed("cdr_6", day, "the server is closed")))
        }
        #expect(!world.errors.contains("failed"))
        world.context.terminal.errorLine("warning: a day is stale")
        narrator.say("two\nlines")
        narrator.hear(Self.received(7))
        let lines = Self.lines(world, columns: columns)
        let failure = "failed: cdr_6 of bogota, 2026-10-02: the server is closed (2 partitions)"
        let above = lines.dropLast().joined()
        #expect(lines.last?.hasPrefix("bogota cdr_6  ") == true && !above.contains("bogota cdr_6  "))
        #expect(above.replacing(" ", with: "") == "warning: a day is staletwo·lines\(failure)".replacing(" ", with: ""))
        narrator.end()
        #expect(Self.lines(world, columns: columns).joined().contains("2 partitions"))
    }

    /// One row is for what follows; sources without a row of their own are counted.
    @Test func aLowTerminalCountsTheRest() {
        var progress = RunProgress()
        let names = (1...40).map { "source\($0)" }
        progress.begin(names.map { Results.job("cdr_1", of: $0, lane: $0, days: 1) })
        for name in names { progress.note(Self.asking("cdr_1", of: name), at: 0) }
        #expect(progress.lines(columns: 80, rows: 6, at: 0).count == 5)
        #expect(progress.lines(columns: 80, rows: 6, at: 0).last == "and 36 more sources")
        #expect(progress.lines(columns: 80, rows: 1, at: 0).count == 1)
        #expect(progress.lines(columns: 80, rows: nil, at: 0).last == "and 25 more sources")
        for columns in 1...250 {
            #expect(progress.lines(columns: columns, rows: 24, at: 9).allSatisfy { Screen.width($0) < max(2, columns) })
        }
    }

    /// A terminal whose cursor cannot be moved gets a plain line now and then.
    @Test func aDumbTerminalHasAPlainLineNowAndThen() throws {
        let world = try World(isDumb: true, width: 60)
        let narrator = try Self.narrator(world)
        narrator.hear(.begins([Results.job("cdr_1", days: 100)]))
        for second in 0..<60 {
            if second == 30 { narrator.say("something else") }
            narrator.hear(Self.asking("cdr_1"))
            narrator.hear(Self.received(10))
            narrator.hear(.finished(Results.committed("cdr_1", "2026-10-01", rows: 10)))
            world.pass(seconds: 1)
        }
        narrator.end()
        let lines = world.errors.split(separator: "\n")
        #expect(!world.errors.contains("\u{1B}") && !world.errors.contains("\r"))
        try #require(lines.count == 7 && lines.contains("something else"), "\(lines)")
        #expect(lines.allSatisfy { $0.count < 60 })
        #expect(lines[6].hasPrefix("bogota cdr_1  50/100 days"), "\(lines)")
    }

    @Test func quietSaysNothing() throws {
        let world = try World(isInteractive: true)
        let narrator = try Self.narrator(world, quiet: true)
        narrator.hear(.begins([Results.job("cdr_1", days: 1)]))
        narrator.hear(Self.asking("cdr_1"))
        narrator.hear(.finished(Results.failed("cdr_1", "2026-10-01", "the server is closed")))
        narrator.end()
        #expect(world.errors.isEmpty)
    }
}
