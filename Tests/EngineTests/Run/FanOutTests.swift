import ETL
import Synchronization
import Testing

@testable import Engine

@Suite struct FanOutTests {
    private let bench = Bench()
    private let days = Bench.day...Bench.day.advanced(by: 2)
    private let asked = Counter()

    private final class Counter: Sendable {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    private func fanOut(_ sources: [FakeSource], isFallback: Bool, failing: ETLError? = nil) -> FanOut {
        let asked = asked
        return FanOut(label: "values", isFallback: isFallback) {
            asked.add()
            if let failing { throw failing }
            return FanOut.Found(extractors: sources, calls: 1)
        }
    }

    private func job(_ own: FakeSource, _ fanOut: FanOut, cap: Int = 60_000) -> ReportJob {
        var job = bench.job([own], days: days, cap: cap)
        job.fanOut = fanOut
        return job
    }

    private static func refusal(on window: Window) -> FakeSource {
        var script = FakeSource.Script.every(3600)
        script.failures = [window: ETLError(.configuration, scope: .report, "refused", advice: "", calls: 1)]
        return FakeSource(script)
    }

    @Test func whatIsFoundTakesThePlaceOfTheJobsOwn() async throws {
        let own = FakeSource(.every(3600))
        let parts = ["a", "b"].map { FakeSource(.every(7200), label: $0) }
        let report = try await bench.run([job(own, fanOut(parts, isFallback: false))])
        #expect(report.status == .success)
        #expect(own.windows.isEmpty && asked.count == 1)
        for day in days {
            #expect(
                bench.visible(day)?.rows.map { $0.first } == [Character](repeating: "a", count: 12)
                    + [Character](repeating: "b", count: 12))
        }
        #expect(report.calls.total == 3)
    }

    @Test func nothingIsLookedForWhereNothingIsMissing() async throws {
        let own = FakeSource(.every(3600))
        let job = job(own, fanOut([FakeSource(.every(3600))], isFallback: false))
        _ = try await bench.run([job])
        let report = try await bench.run([job], missingOnly: true)
        #expect(asked.count == 1)
        #expect(report.results.count == 3 && report.calls.total == 0)
    }

    @Test func aRefusalLeavesAllDaysToTheParts() async throws {
        let own = Self.refusal(on: Window(days: days))
        let part = FakeSource(.every(3600))
        let report = try await bench.run([job(own, fanOut([part], isFallback: true))])
        #expect(report.status == .success)
        #expect(report.results.count == 3)
        #expect(own.windows.count == 1)
        for day in days { #expect(bench.visible(day)?.rows.count == 24) }
        #expect(report.calls.total == 3)
    }

    @Test func aSecondThatNeverFitsIsLeftToTheParts() async throws {
        let crowded = Bench.day.advanced(by: 1)
        let own = FakeSource(
            .init(rows: { day in day == crowded ? Array(repeating: 500, count: 20) : [7] }, cap: 10))
        let parts = ["a", "b"].map { label in
            FakeSource(.init(rows: { _ in Array(repeating: 500, count: 4) }, cap: 10), label: label)
        }
        let report = try await bench.run([job(own, fanOut(parts, isFallback: true), cap: 10)])
        #expect(report.status == .success)
        #expect(report.results.count == 3)
        #expect(bench.visible(crowded)?.rows.count == 8)
        #expect(bench.visible(days.lowerBound)?.rows == ["\(Int64(days.lowerBound.number) * 86_400 + 7)"])
        #expect(parts.map(\.windows) == [[Window(crowded)], [Window(crowded)]])
    }

    @Test func otherFailuresAreFailures() async throws {
        var script = FakeSource.Script.every(3600)
        script.failures = [Window(days: days): ETLError(.source, "broken", advice: "", calls: 1)]
        let report = try await bench.run([job(FakeSource(script), fanOut([], isFallback: true))])
        #expect(asked.count == 0)
        #expect(report.results.allSatisfy { $0.error?.message == "broken" })
    }

    @Test(arguments: [true, false])
    func whatCannotBeFoundFailsTheReportByName(isFallback: Bool) async throws {
        let failure = ETLError(.source, scope: .report, "The list is empty", advice: "", calls: 2)
        let own = Self.refusal(on: Window(days: days))
        let other = bench.job([FakeSource(.every(3600))], report: "other")
        let report = try await bench.run([job(own, fanOut([], isFallback: isFallback, failing: failure)), other])
        let errors = report.results.filter { $0.partition.report == "fake" }.map { $0.error?.message }
        #expect(errors == [String?](repeating: "The list is empty", count: 3))
        #expect(days.allSatisfy { bench.visible($0) == nil })
        #expect(bench.visible(report: "other")?.rows.count == 24)
        #expect(report.calls.total == (isFallback ? 4 : 3))
    }
}
