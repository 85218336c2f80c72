import ETL
import Foundation
import Testing

@testable import FlatFiles

/// Which unfinished work is taken up, and which is dropped.
@Suite struct RunTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader
    private static let start: Int64 = 1_790_000_000

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    /// A run that commits one partition and keeps a window of another, and is then killed.
    private func interrupt(_ run: RunIdentity) async throws {
        let batch = try Fixture.batch([Fixture.row(1)])
        try await loader.withSession(run) { session in
            let done = try await session.open(Fixture.plan(Self.other))
            _ = try await done.commit(Fixture.outcome)
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
        }
    }

    private static let other = Partition(report: "cdr_3", source: "bogota", day: Fixture.day)

    /// What a run finds of an earlier one.
    private func findings(_ run: RunIdentity) async throws -> [Int] {
        try await loader.withSession(run) { session in
            let committed = await session.wasCommittedByThisRun(Self.other)
            return [committed ? 1 : 0, try await session.open(Fixture.plan()).kept.count]
        }
    }

    @Test func theSameRunIsTakenUp() async throws {
        try await interrupt(Fixture.run("a"))
        #expect(try await findings(Fixture.run("b")) == [1, 1])
    }

    @Test func freshDropsIt() async throws {
        try await interrupt(Fixture.run("a"))
        #expect(try await findings(Fixture.run("b", fresh: true)) == [0, 0])
    }

    @Test func otherDaysDropIt() async throws {
        try await interrupt(Fixture.run("a", fingerprint: "monday"))
        #expect(try await findings(Fixture.run("b", fingerprint: "tuesday")) == [0, 0])
        #expect(try await findings(Fixture.run("c", fingerprint: "monday")) == [0, 0])
    }

    /// An orchestrator runs the tokens of one pipeline file by themselves, and repeats them at different times.
    @Test(arguments: [("bogota", "cali", 1), ("bogota cali", "cali", 0), ("bogota", "", 0)])
    func otherSourcesLeaveItAlone(of first: String, others: String, found: Int) async throws {
        let sources = { (names: String) in Set(names.split(separator: " ").map(String.init)) }
        try await interrupt(Fixture.run("a", sources: sources(first), fingerprint: "first"))
        #expect(try await findings(Fixture.run("b", sources: sources(others), fingerprint: "others")) == [0, 0])
        #expect(try await findings(Fixture.run("c", sources: sources(first), fingerprint: "first")) == [found, found])
    }

    @Test func aJournalOfAnOlderFormIsDroppedWithALine() async throws {
        try OutputRoot(existing: directory.path).makeDirectories("_staging/run-x")
        let header =
            #"{"format_version":1,"pipeline":"nightly","fingerprint":"days","run":"old","started_at":\#(Self.start)}"#
        try directory.write(header + "\n", to: "_staging/run-x/journal")
        let warnings = try await loader.withSession(Fixture.run("b")) { await $0.warnings() }
        #expect(warnings.count == 1 && warnings[0].hasPrefix("What run old had begun was dropped"))
        #expect(!directory.all.contains { $0.hasPrefix("_staging/run-x") })
    }

    /// Nothing is said of unfinished work that other days make useless.
    @Test func aJournalOfOtherDaysIsDroppedWithoutALine() async throws {
        try await interrupt(Fixture.run("a", fingerprint: "monday"))
        let warnings = try await loader.withSession(Fixture.run("b", fingerprint: "tuesday")) { await $0.warnings() }
        #expect(warnings.isEmpty)
    }

    @Test func anotherPipelineLeavesItAlone() async throws {
        try await interrupt(Fixture.run("a"))
        #expect(try await findings(Fixture.run("b", pipeline: "other")) == [0, 0])
        #expect(try await findings(Fixture.run("c")) == [1, 1])
    }

    @Test(arguments: [(1, 1), (0, 0), (-1, 0)])
    func whatWasKeptBeforeAnotherPipelineReplacedTheDayIsDropped(later: Int64, kept: Int) async throws {
        // The other pipeline received the day's rows at 1,790,000,000.
        try await interrupt(Fixture.run("a", startedAt: Fixture.outcome.extractedAt + later))
        _ = try await loader.commit([Fixture.row(7)], Fixture.run("b", pipeline: "other"))
        let next = Fixture.run("c", startedAt: Fixture.outcome.extractedAt + 60)
        #expect(try await findings(next) == [1, kept])
    }

    @Test(arguments: [(12 * 3600, 1), (12 * 3600 + 1, 0)]) func twelveHoursAreTheLimit(age: Int64, found: Int)
        async throws
    {
        try await interrupt(Fixture.run("a", startedAt: Self.start))
        #expect(try await findings(Fixture.run("b", startedAt: Self.start + age)) == [found, found])
    }

    @Test func aRunThatEndedWellIsNotTakenUp() async throws {
        try await interrupt(Fixture.run("a"))
        try await loader.withSession(Fixture.run("b")) { try await $0.finish(endedWell: true) }
        #expect(try await findings(Fixture.run("c")) == [0, 0])
    }

    @Test func aRunThatEndedBadlyIsTakenUp() async throws {
        try await interrupt(Fixture.run("a"))
        try await loader.withSession(Fixture.run("b")) { try await $0.finish(endedWell: false) }
        #expect(try await findings(Fixture.run("c")) == [1, 1])
    }

    @Test func aTornLastLineCountsAsNotWritten() async throws {
        try await interrupt(Fixture.run("a"))
        let journal = try #require(directory.all.first { $0.hasSuffix("/journal") })
        let whole = try directory.text(journal)
        try directory.write(String(whole.dropLast(5)), to: journal)
        #expect(try await findings(Fixture.run("b")) == [0, 1])
        // The next line does not grow onto the torn one.
        try await loader.withSession(Fixture.run("c")) { session in
            _ = try await session.open(Fixture.plan(Self.other)).commit(Fixture.outcome)
        }
        #expect(try await findings(Fixture.run("d")) == [1, 1])
    }

    @Test func aJournalOfANewerVersionIsRefused() async throws {
        try await interrupt(Fixture.run("a"))
        let journal = try #require(directory.all.first { $0.hasSuffix("/journal") })
        let newer = try directory.text(journal).replacing(#""format_version":2"#, with: #""format_version":3"#)
        try directory.write(newer, to: journal)
        let error = await #expect(throws: ETLError.self) { try await findings(Fixture.run("b")) }
        #expect(error?.remedy == .newerRun)
        #expect(try await findings(Fixture.run("c", fresh: true)) == [0, 0])
    }

    @Test func twoSessionsOfOneRunDoNotMeet() async throws {
        let loader = loader
        try await loader.withSession(Fixture.run("a")) { _ in
            let error = await #expect(throws: ETLError.self) { try await loader.withSession(Fixture.run("b")) { _ in } }
            #expect(error?.code == .tryLater)
            #expect(error?.message.contains("pid \(ProcessInfo.processInfo.processIdentifier)") == true)
        }
        try await loader.withSession(Fixture.run("c")) { _ in }
    }

    @Test func aRunAtWorkIsNotDroppedByOneOfOtherDays() async throws {
        let batch = try Fixture.batch([Fixture.row(1)])
        let loader = loader
        try await loader.withSession(Fixture.run("a", fingerprint: "monday")) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            try await loader.withSession(Fixture.run("b", fingerprint: "tuesday", startedAt: Self.start + 90_000)) {
                other in
                _ = try await other.open(Fixture.plan(Self.other)).commit(Fixture.outcome)
                try await other.finish(endedWell: true)
            }
            let committed = try await writer.commit(Fixture.outcome)
            #expect(committed.rows == 1)
        }
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func runsOfManyPipelinesShareOneOutput() async throws {
        let loader = loader
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let plan = Fixture.plan(Partition(report: "r\(number)", source: "s", day: Fixture.day))
                    _ = try await loader.commit(
                        [Fixture.row(number)], Fixture.run("run-\(number)", pipeline: "p\(number)"), plan: plan)
                }
            }
            try await group.waitForAll()
        }
        let report = try directory.lake.verify()
        #expect(report.problems == [])
        #expect(report.partitions == 6)
    }

    @Test func onePartitionCannotBeOpenTwice() async throws {
        let batch = try Fixture.batch([Fixture.row(1, note: String(repeating: "w", count: GzipFraming.blockBytes + 1))])
        await #expect(throws: ETLError.self) {
            try await loader.withSession(Fixture.run()) { session in
                let one = try await session.open(Fixture.plan())
                let other = try await session.open(Fixture.plan())
                for writer in [one, other] {
                    try await writer.append(batch, rows: 0..<1)
                    try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
                }
            }
        }
    }

    @Test func aPartitionGivenUpForNowCanBeOpenedAgain() async throws {
        let batch = try Fixture.batch([Fixture.row(1, note: String(repeating: "w", count: GzipFraming.blockBytes + 1))])
        let kept = try await loader.withSession(Fixture.run()) { session in
            let one = try await session.open(Fixture.plan())
            try await one.append(batch, rows: 0..<1)
            try await one.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            try await one.append(batch, rows: 0..<1)
            try await one.abandon(keepingProgress: true)
            let other = try await session.open(Fixture.plan())
            let committed = try await other.commit(Fixture.outcome)
            return (one.kept.count, other.kept.count, committed.rows)
        }
        #expect(kept == (1, 1, 1))
    }

    @Test func anIntentThatLeadsOutIsSetAside() async throws {
        let outside = try TemporaryDirectory()
        try outside.write("precious", to: "file")
        try await interrupt(Fixture.run("a"))
        let journal = try #require(directory.all.first { $0.hasSuffix("/journal") })
        let intent = journal.replacing("/journal", with: "/x.intent")
        let target = "report=x/../../\((outside.path as NSString).lastPathComponent)/file"
        try directory.write(
            #"{"version":1,"report":"x","source":"s","day":"2026-01-01","leftovers":[],"#
                + #""steps":[{"kind":"remove_old_data","target":"\#(target)"}]}"#, to: intent)
        let warnings = try await loader.withSession(Fixture.run("b")) { await $0.warnings() }
        #expect(warnings.count == 1 && warnings[0].contains("x.intent"))
        #expect(try outside.text("file") == "precious")
    }
}
