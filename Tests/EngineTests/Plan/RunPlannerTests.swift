import ETL
import Testing

@testable import Engine

@Suite struct RunPlannerTests {
    private let bench = Bench()
    private let days = Bench.day...Bench.day.advanced(by: 40)

    private func plan(_ job: ReportJob, missingOnly: Bool = false) async throws -> RunPlanner.JobPlan {
        try await RunPlanner(asking: missingOnly ? .missing : .all) { [loader = bench.loader] in loader.committed($0) }
            .plan(job)
    }

    @Test(arguments: [SpanLearner.Span.auto, .seconds(5000), .seconds(86_400), .seconds(7 * 86_400)])
    func planAndRunAgree(span: SpanLearner.Span) async throws {
        let source = FakeSource(.every(7200))
        let job = bench.job([source], days: days, span: span)
        let planned = try await plan(job)
        #expect(source.windows.isEmpty)
        _ = try await bench.run([job])
        #expect(planned.calls.map(\.window) == source.windows)
        #expect(planned.days == Array(days))
    }

    @Test func missingOnlyPlansTheRest() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(7200))], days: Bench.day...Bench.day)])
        let planned = try await plan(bench.job([FakeSource(.every(7200))], days: days), missingOnly: true)
        #expect(planned.days == Array(days.dropFirst()))
    }

    @Test func earlierDaysTeachTheWidth() async throws {
        let busy = Bench.day.advanced(by: -1)
        _ = try await bench.run([bench.job([FakeSource(.every(2))], days: busy...busy)])
        let planned = try await plan(bench.job([FakeSource(.every(2))], days: days))
        #expect(planned.calls.allSatisfy { $0.window.days.count == 1 })
    }
}
