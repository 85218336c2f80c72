import ETL
import Synchronization
import Testing

@testable import Engine

/// A day is made visible while the next one is asked for.
@Suite struct CommitOverlapTests {
    private let days = Bench.day...Bench.day.advanced(by: 2)

    /// Runs three days of a call each; `before` is called with the number of the call, `atCommit` with that of the commit.
    private func run(
        before: @escaping @Sendable (Int) throws -> Void,
        atCommit: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> (bench: Bench, report: RunReport) {
        let bench = Bench()
        let commits = Mutex(0)
        bench.loader.store.withLock { store in
            store.atCommit = { _ in
                try await atCommit(
                    commits.withLock { commits in
                        commits += 1
                        return commits
                    })
            }
        }
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in try before(number) }
        let job = bench.job([FakeSource(script)], days: days, span: .seconds(86_400))
        return (bench, try await bench.run([job]))
    }

    @Test(.timeLimit(.minutes(1))) func theNextCallDoesNotWaitForACommit() async throws {
        let (thirdDay, asked) = AsyncStream<Void>.makeStream()
        let (bench, report) = try await run(
            before: { number in if number == 3 { asked.finish() } },
            atCommit: { number in
                // The first commit ends only when the third day has been asked for.
                if number == 1 { for await _ in thirdDay {} }
            })
        #expect(report.status == .success)
        for day in days { #expect(bench.visible(day)?.rows.count == 96) }
    }

    @Test func aCommitThatFailsCostsItsDay() async throws {
        let (bench, report) = try await run(
            before: { _ in },
            atCommit: { number in
                if number == 2 { throw ETLError(.data, "torn", advice: "Run again") }
            })
        #expect(report.status == .data)
        #expect(days.map { bench.visible($0) != nil } == [true, false, true])
    }

    @Test func aCommitThatCannotBeWrittenEndsTheRun() async throws {
        let asked = Mutex(0)
        let (bench, report) = try await run(
            before: { number in asked.withLock { $0 = number } },
            atCommit: { _ in throw ETLError(.files, "the disk is full", advice: "Make room") })
        #expect(report.status == .files)
        #expect(days.allSatisfy { bench.visible($0) == nil })
        #expect(asked.withLock { $0 } < 4)
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledRunEndsWhatItHasBegun() async throws {
        let (cancellation, cancelled) = AsyncStream<Void>.makeStream()
        let (bench, report) = try await run(
            before: { number in
                guard number == 3 else { return }
                cancelled.finish()
                throw CancellationError()
            },
            atCommit: { _ in for await _ in cancellation {} })
        #expect(report.isInterrupted)
        #expect(days.filter { bench.visible($0) != nil }.count == 2)
    }
}
