import ETL
import Synchronization
import Testing

@testable import Engine

@Suite struct ResumeTests {
    private let days = Bench.day...Bench.day.advanced(by: 2)

    /// Cancelled at any call, a second run asks only for what was in flight or not yet asked.
    @Test(arguments: 1...24)
    func acancelledRunIsTakenUpWhereItStopped(call: Int) async throws {
        let bench = Bench()
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == call { throw CancellationError() }
        }
        let interrupted = FakeSource(script)
        let first = try await bench.run([bench.job([interrupted], days: days, span: .seconds(10_800))])
        #expect(first.isInterrupted)
        #expect(bench.loader.store.withLock { $0.wellEnded } == [false])

        let source = FakeSource(.every(900))
        let second = try await bench.run([bench.job([source], days: days, span: .seconds(10_800))])
        #expect(second.exitStatus == .success)
        #expect(interrupted.windows.count + source.windows.count == 24 + 1)
        #expect(Set(interrupted.windows.dropLast()).isDisjoint(with: source.windows))
        for day in days { #expect(bench.visible(day)?.rows.count == 96) }
    }

    @Test func aChangedSpanFillsTheGapsAndNothingElse() async throws {
        let bench = Bench()
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == 5 { throw CancellationError() }
        }
        _ = try await bench.run([bench.job([FakeSource(script)], span: .seconds(7200))])
        let source = FakeSource(.every(900))
        _ = try await bench.run([bench.job([source], span: .seconds(86_400))])
        #expect(source.windows.map(\.length) == [86_400 - 4 * 7200])
        #expect(bench.visible()?.rows.count == 96)
    }

    @Test func aFinishedRunAsksAgain() async throws {
        let bench = Bench()
        for _ in 0..<2 {
            let source = FakeSource(.every(900))
            let report = try await bench.run([bench.job([source], days: days)])
            #expect(source.windows == [Window(days: days)])
            #expect(report.endedWell)
        }
    }
}
