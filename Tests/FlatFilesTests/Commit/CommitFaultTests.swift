import ETL
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FlatFiles

/// A process that ends before any step of a commit.
@Suite struct CommitFaultTests {
    private struct Killed: Error {}

    /// Four commits, so that each step occurs in one of them: the first, other rows, no rejected row any more with
    /// another format, and a day that lost its rows.
    private static let histories: [(before: [String]?, after: [String], format: RowFormat)] = [
        (nil, [Fixture.row(1), Fixture.row(2, note: "bad")], .ndjson),
        ([Fixture.row(1), Fixture.row(2, note: "bad")], [Fixture.row(3), Fixture.row(4, note: "bad")], .ndjson),
        ([Fixture.row(1), Fixture.row(2, note: "bad")], [Fixture.row(3)], .csv),
        ([Fixture.row(1), Fixture.row(2, note: "bad")], [], .ndjson),
    ]

    @Test(arguments: CommitStep.allCases, 0..<4)
    func isRolledForwardOrNeverBegun(step: CommitStep, history: Int) async throws {
        let (before, after, format) = Self.histories[history]
        let directory = try TemporaryDirectory()
        let expected = try TemporaryDirectory()
        _ = try await FlatFileLoader(Fixture.options(expected, format)).commit(after)
        if let before { _ = try await FlatFileLoader(Fixture.options(directory)).commit(before) }
        let old = try contents(directory)

        let wasReached = Mutex(false)
        let faulty = FlatFileLoader(Fixture.options(directory, format), workers: 1) { next in
            if next == step {
                wasReached.withLock { $0 = true }
                throw Killed()
            }
        }
        let isPublished = step > .publishIntent
        do {
            _ = try await faulty.commit(after, Fixture.run("killed", fingerprint: "killed"))
            #expect(!wasReached.withLock { $0 })
        } catch is Killed {
            #expect(wasReached.withLock { $0 })
            if !isPublished { #expect(try contents(directory) == old) }
        }
        guard wasReached.withLock({ $0 }) else { return }

        // Any later run finishes what was begun, whatever it is after.
        let isKnown = try await FlatFileLoader(Fixture.options(directory, format)).withSession(
            Fixture.run("next", pipeline: "another")
        ) { session in
            try await session.finish(endedWell: true)
            return true
        }
        #expect(isKnown)
        #expect(try contents(directory) == (isPublished ? contents(expected) : old))
        if isPublished { #expect(try directory.lake.verify().problems == []) }

        // The run that was killed knows what became of it.
        let run = Fixture.run("killed again", fingerprint: "killed")
        let committed = try await FlatFileLoader(Fixture.options(directory, format)).withSession(run) { session in
            await session.wasCommittedByThisRun(Fixture.partition)
        }
        #expect(committed == isPublished)
    }

    @Test func everyStepOccursInSomeHistory() async throws {
        let seen = Mutex<Set<CommitStep>>([])
        for (before, after, format) in Self.histories {
            let directory = try TemporaryDirectory()
            if let before { _ = try await FlatFileLoader(Fixture.options(directory)).commit(before) }
            let loader = FlatFileLoader(Fixture.options(directory, format), workers: 1) { step in
                seen.withLock { _ = $0.insert(step) }
            }
            _ = try await loader.commit(after)
        }
        #expect(seen.withLock { $0 } == Set(CommitStep.allCases))
    }

    @Test func theSameRunMayTryAgainAfterAFailure() async throws {
        let directory = try TemporaryDirectory()
        let failures = Mutex(1)
        let loader = FlatFileLoader(Fixture.options(directory), workers: 1) { step in
            guard step == .renameManifest else { return }
            try failures.withLock {
                $0 -= 1
                if $0 >= 0 { throw Killed() }
            }
        }
        let batch = try Fixture.batch([Fixture.row(1)])
        let other = try Fixture.batch([Fixture.row(7)])
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            await #expect(throws: Killed.self) { try await writer.commit(Fixture.outcome) }
            let again = try await session.open(Fixture.plan())
            let visible = try await session.committed(Fixture.partition)
            #expect(visible?.rows == 1)
            try await again.append(other, rows: 0..<1)
            try await again.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            _ = try await again.commit(Fixture.outcome)
        }
        #expect(try await Tool.lines("\(directory.path)/\(Fixture.dataFile)").first?.contains(#""7""#) == true)
        #expect(try directory.lake.verify().problems == [])
    }

    /// Names and bytes of all visible files, the time of the extraction aside.
    private func contents(_ directory: TemporaryDirectory) throws -> [String: [UInt8]] {
        try directory.snapshot().mapValues(\.bytes)
    }
}

extension CommitStep {
    fileprivate static func > (left: CommitStep, right: CommitStep) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) > (allCases.firstIndex(of: right) ?? 0)
    }
}
