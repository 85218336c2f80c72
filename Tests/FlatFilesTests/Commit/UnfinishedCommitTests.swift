import Disk
import ETL
import Testing

@testable import FlatFiles

/// A commit that the system does not let end, and other things in `_staging` that concern one run alone.
@Suite struct UnfinishedCommitTests {
    private struct Killed: Error {}

    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader
    private let rows = [Fixture.row(1), Fixture.row(2)]
    private static let other = Fixture.plan(Partition(report: "cdr_3", source: "bogota", day: Fixture.day))

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    private func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    /// Makes a directory where a file of the day is to be.
    private func obstruct(_ file: String) throws {
        try OutputRoot(existing: directory.path).makeDirectories(file)
    }

    @Test(arguments: [Fixture.dataFile, Fixture.manifestFile, Fixture.quarantineFile])
    func oneOfWhichNothingWasDoneIsTakenBack(file: String) async throws {
        try obstruct(file)
        let error = await #expect(throws: ETLError.self) {
            try await loader.commit(rows + [Fixture.row(3, note: "bad")], Fixture.run("a", pipeline: "a"))
        }
        #expect(error?.code == .files && error?.scope == .window)
        #expect(error?.message.contains(file) == true)
        #expect(error?.advice.contains("move it away") == true)
        #expect(!directory.all.contains { $0.hasSuffix(".intent") })
        #expect(directory.files == [])
        _ = try await loader.commit(rows, Fixture.run("b", pipeline: "b"), plan: Self.other)
        // Once nothing is in the way, what was received need not be requested again.
        try Files.removeDirectory(path(file))
        let kept = try await loader.withSession(Fixture.run("a", pipeline: "a")) { session in
            let writer = try await session.open(Fixture.plan())
            let committed = try await writer.commit(Fixture.outcome)
            try await session.finish(endedWell: true)
            return (writer.kept.count, committed.rows)
        }
        #expect(kept == (1, 2))
        #expect(try directory.lake.verify().problems == [])
    }

    @Test(arguments: [false, true]) func oneThatIsHalfDoneFailsItsOwnDayAlone(fresh: Bool) async throws {
        let faulty = FlatFileLoader(Fixture.options(directory), workers: 1) {
            if $0 == .renameManifest { throw Killed() }
        }
        let killed = Fixture.run("a", pipeline: "a")
        await #expect(throws: Killed.self) { try await faulty.commit(rows, killed) }
        try obstruct(Fixture.manifestFile)
        // Another pipeline, and the same one with other work to do.
        for run in [Fixture.run("b", pipeline: "b"), Fixture.run("c", pipeline: "a", fresh: fresh)] {
            try await loader.withSession(run) { session in
                #expect(await session.warnings().count == 1)
                let error = await #expect(throws: ETLError.self) { try await session.open(Fixture.plan()) }
                #expect(error?.scope == .window)
                #expect(error?.message.contains("cannot be finished") == true)
                let writer = try await session.open(Self.other)
                _ = try await writer.commit(Fixture.outcome)
                try await session.finish(endedWell: true)
            }
        }
        try Files.removeDirectory(path(Fixture.manifestFile))
        try await loader.withSession(Fixture.run("d", pipeline: "d")) { try await $0.finish(endedWell: true) }
        #expect(try directory.lake.verify().problems == [])
        #expect(try await directory.lake.listing().manifests.map(\.rows) == [2, 0])
    }

    @Test(arguments: ["", "{", "{}", #"{"version":99}"#, #"{"version":2,"report":"x"}"#])
    func anIntentThatCannotBeReadIsSetAside(text: String) async throws {
        try OutputRoot(existing: directory.path).makeDirectories("_staging/run-x")
        try directory.write(text, to: "_staging/run-x/y.intent")
        let warnings = try await loader.withSession(Fixture.run()) { session in
            _ = try await session.open(Fixture.plan()).commit(Fixture.outcome)
            try await session.finish(endedWell: true)
            return await session.warnings()
        }
        #expect(warnings.count == 1 && warnings[0].contains("set aside"))
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func anIntentOfAnotherPartitionsFilesIsNotBelieved() async throws {
        _ = try await loader.commit(rows)
        try OutputRoot(existing: directory.path).makeDirectories("_staging/run-x")
        let step = CommitIntent.Step(kind: .removeOldData, staged: nil, target: Fixture.dataFile)
        let intent = CommitIntent(partition: Self.other.partition, steps: [step], leftovers: [], replaces: nil)
        try Files.write(try intent.encoded(), to: path("_staging/run-x/y.intent"))
        try await loader.withSession(Fixture.run()) { try await $0.finish(endedWell: true) }
        #expect(try directory.lake.verify().problems == [])
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "-1", "1e300"])
    func aJournalOfATimeThatCannotBeIsDropped(startedAt: String) async throws {
        try OutputRoot(existing: directory.path).makeDirectories("_staging/run-x")
        try directory.write(
            #"{"format_version":1,"pipeline":"x","fingerprint":"f","run":"r","started_at":\#(startedAt)}"# + "\n",
            to: "_staging/run-x/journal")
        _ = try await loader.commit(rows)
        #expect(directory.all.filter { $0.hasPrefix("_staging") } == ["_staging/.commit.lock"])
    }

    @Test(arguments: ["journal", "lock", "x.intent", "sub"])
    func aDirectoryAmongTheFilesOfADeadRunStopsNoOther(name: String) async throws {
        try OutputRoot(existing: directory.path).makeDirectories("_staging/run-x/\(name)/deeper")
        _ = try await loader.commit(rows)
        #expect(try await loader.commit(rows).change == .unchanged)
    }
}
