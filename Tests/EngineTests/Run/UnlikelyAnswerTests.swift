import ETL
import Synchronization
import Testing

@testable import Engine

@Suite struct UnlikelyAnswerTests {
    private let bench = Bench()
    private let empty = FakeSource.Script()

    @Test func anEmptyAnswerForACommittedDayIsAskedAgainAndThenSuspect() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(3600))])])
        let source = FakeSource(empty)
        let report = try await bench.run([bench.job([source])])
        #expect(source.windows.count == 3)
        #expect(bench.slept.withLock { $0 } == [30, 30])
        #expect(report.status == .partial)
        #expect(report.calls.byPurpose == [.first: 1, .emptyCheck: 2])
        #expect(bench.visible()?.rows.count == 24)
        #expect(bench.visible()?.state == .suspect)
    }

    @Test func aTransientEmptyAnswerCostsACallAndNothingElse() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(3600))])])
        let calls = Counter()
        let source = FakeSource(.init(rows: { _ in calls.next() == 1 ? [] : Array(0..<24) }))
        let report = try await bench.run([bench.job([source])])
        #expect(report.status == .success)
        #expect(bench.visible()?.rows.count == 24)
        #expect(bench.visible()?.state == .final)
    }

    @Test func acceptEmptyTakesIt() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(3600))])])
        let report = try await bench.run([bench.job([FakeSource(empty)], quality: QualityRules(acceptEmpty: true))])
        #expect(report.status == .success)
        #expect(bench.visible()?.rows.isEmpty == true)
    }

    @Test func aDayWithoutRowsIsNothingUnusual() async throws {
        let source = FakeSource(empty)
        let report = try await bench.run([bench.job([source])])
        #expect(report.status == .success)
        #expect(source.windows.count == 1)
    }

    @Test func theSameWeekdayOfFourWeeksMakesAnEmptyDayUnlikely() async throws {
        for week in 1...4 {
            let day = Bench.day.advanced(by: -7 * week)
            _ = try await bench.run([bench.job([FakeSource(.every(3600))], days: day...day)])
        }
        let source = FakeSource(empty)
        let report = try await bench.run([bench.job([source])])
        #expect(source.windows.count == 3)
        #expect(report.status == .partial)
        #expect(bench.visible()?.rows.isEmpty == true)
        #expect(bench.visible()?.state == .suspect)
    }

    @Test func eachDayOfAWideAnswerIsAskedAgainAlone() async throws {
        let days = Bench.day...Bench.day.advanced(by: 3)
        _ = try await bench.run([bench.job([FakeSource(.every(3600))], days: days)])
        let source = FakeSource(.init(rows: { $0 == Bench.day.advanced(by: 2) ? [] : Array(0..<24) }))
        let report = try await bench.run([bench.job([source], days: days)])
        #expect(source.windows.dropFirst().allSatisfy { $0 == Window(Bench.day.advanced(by: 2)) })
        #expect(source.windows.count == 3)
        #expect(report.status == .partial)
    }

    @Test func aShrunkenDayIsNotBelieved() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(864))])])
        let half = try await bench.run([bench.job([FakeSource(.every(1728))])])
        #expect(half.status == .success, "half of the rows is not less than half")
        _ = try await bench.run([bench.job([FakeSource(.every(864))])])
        let report = try await bench.run([bench.job([FakeSource(.every(1800))])])
        #expect(report.status == .partial)
        #expect(bench.visible()?.rows.count == 100)
        let accepted = try await bench.run([
            bench.job([FakeSource(.every(1800))], quality: QualityRules(acceptShrink: true))
        ])
        #expect(accepted.status == .success)
        #expect(bench.visible()?.rows.count == 48)
    }

    @Test func anEmptyWindowOfADayWithRowsIsUnlikelyWhereItHadSome() async throws {
        let span = SpanLearner.Span.seconds(21_600)
        _ = try await bench.run([bench.job([FakeSource(.every(900))], span: span)])
        let morning = FakeSource(.init(rows: { _ in Array(stride(from: 21_600, to: 86_400, by: 900)) }))
        let report = try await bench.run([bench.job([morning], span: span)])
        #expect(report.status == .partial)
        #expect(bench.visible()?.rows.count == 96)
        #expect(bench.visible()?.state == .suspect)
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
