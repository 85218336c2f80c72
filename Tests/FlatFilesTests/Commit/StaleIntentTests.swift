import Disk
import ETL
import Testing

@testable import FlatFiles

/// A run that was killed in the middle of a commit, beside another one of the same day.
@Suite struct StaleIntentTests {
    private struct Killed: Error {}

    private let directory: TemporaryDirectory
    private let older = [Fixture.row(1), Fixture.row(2)]
    private let newer = [Fixture.row(7), Fixture.row(8), Fixture.row(9)]

    init() throws { directory = try TemporaryDirectory() }

    /// A commit that ends before a step, as by a kill.
    private func kill(before step: CommitStep, pipeline: String = "killed", _ rows: [String]) async throws {
        let loader = FlatFileLoader(Fixture.options(directory), workers: 1) { if $0 == step { throw Killed() } }
        await #expect(throws: Killed.self) {
            try await loader.commit(rows, Fixture.run("killed", pipeline: pipeline))
        }
    }

    /// Any start of any pipeline.
    private func start() async throws -> [String] {
        try await FlatFileLoader(Fixture.options(directory)).withSession(Fixture.run("c", pipeline: "c")) { session in
            try await session.finish(endedWell: true)
            return await session.warnings()
        }
    }

    private static let begun: [CommitStep] = [
        .syncStaging, .makeDirectories, .renameData, .renameManifest, .syncDirectories, .writeJournal, .removeIntent,
    ]

    @Test(arguments: begun) func theCommitThatEndedLastIsTheOneThatIsThere(step: CommitStep) async throws {
        let loader = FlatFileLoader(Fixture.options(directory))
        let batch = try Fixture.batch(newer)
        try await loader.withSession(Fixture.run("b", pipeline: "b")) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: batch.count, calls: 1))
            try await kill(before: step, older)
            _ = try await writer.commit(Fixture.outcome)
            try await session.finish(endedWell: true)
        }
        #expect(try directory.lake.verify().problems == [])
        let visible = try directory.snapshot()
        #expect(try await start() == [])
        #expect(try directory.snapshot() == visible)
        #expect(try directory.text(Fixture.manifestFile).contains(#""rows": 3"#))
    }

    @Test(arguments: begun) func aMarkIsNotUndoneByAnOlderCommit(step: CommitStep) async throws {
        let loader = FlatFileLoader(Fixture.options(directory))
        try await loader.withSession(Fixture.run("b", pipeline: "b")) { session in
            try await kill(before: step, older)
            try await session.markSuspect(Fixture.partition)
            try await session.finish(endedWell: true)
        }
        _ = try await start()
        #expect(try directory.lake.verify().problems == [])
        #expect(try directory.text(Fixture.manifestFile).contains(#""state": "suspect""#))
    }

    /// An intent that comes back with a copy of `_staging`, say, after something else was committed.
    @Test func anIntentOfBeforeAnotherCommitIsDiscarded() async throws {
        try await kill(before: .renameData, older)
        let staged = directory.all.filter { $0.hasPrefix("_staging/run-") }
        let saved = try staged.map { ($0, try directory.bytes($0)) }
        for name in staged { try Files.remove("\(directory.path)/\(name)") }
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(newer)
        let visible = try directory.snapshot()
        for (name, _) in saved { try OutputRoot(existing: directory.path).makeDirectories(Files.parent(of: name)) }
        for (name, bytes) in saved { try Files.write(bytes, to: "\(directory.path)/\(name)") }
        #expect(try await start().contains { $0.contains("something else was committed since") })
        #expect(try directory.snapshot() == visible)
        #expect(try directory.lake.verify().problems == [])
    }
}
