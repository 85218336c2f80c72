import ETL
import Synchronization

@testable import Engine

/// A pipeline over a fake source and a loader in memory, with a clock that stands still until it is slept upon.
final class Bench: Sendable {
    let loader = MemoryLoader()
    let slept = Mutex<[Double]>([])
    private let clock: Mutex<Int64>

    static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -5 * 3600)
    static let day = Day(number: 20_000)

    /// The clock stands at noon, local time, some days after ``day``.
    init(daysLater: Int = 30) {
        clock = Mutex(Int64(Self.day.number + Int32(daysLater)) * 86_400 + 17 * 3600)
    }

    var context: RunContext {
        RunContext(
            now: { self.clock.withLock { $0 } },
            sleep: { seconds in
                self.slept.withLock { $0.append(seconds) }
                self.clock.withLock { $0 += Int64(seconds) }
            })
    }

    func job(
        _ sources: [FakeSource], days: ClosedRange<Day> = Bench.day...Bench.day, report: String = "fake",
        lane: String = "a", span: SpanLearner.Span = .auto, cap: Int = 60_000, quality: QualityRules = QualityRules()
    ) -> ReportJob {
        ReportJob(
            report: report, source: "s", lane: lane, extractors: sources, transformers: [], zone: Self.zone, days: days,
            span: span, rowCap: cap, quality: quality)
    }

    func run(_ jobs: [ReportJob], missingOnly: Bool = false, lanesAtOnce: Int = 8) async throws -> RunReport {
        try await Pipeline(name: "test", jobs: jobs, loader: loader)
            .run(Pipeline.Options(asking: missingOnly ? .missing : .all, lanesAtOnce: lanesAtOnce), in: context)
    }

    func visible(_ day: Day = Bench.day, report: String = "fake") -> MemoryLoader.Day? {
        loader.store.withLock { $0.visible[Partition(report: report, source: "s", day: day)] }
    }
}

extension FakeSource.Script {
    /// A row every `step` seconds.
    static func every(_ step: Int64, cap: Int = 60_000) -> FakeSource.Script {
        FakeSource.Script(rows: { _ in Array(stride(from: 0, to: Int64(86_400), by: Int64.Stride(step))) }, cap: cap)
    }
}
