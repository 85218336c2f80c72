import ETL
import TestSupport
import Testing

@testable import Engine

@Suite struct DriftLogTests {
    @Test(arguments: 0..<30)
    func holdsWhatAnArrayOfAllDifferencesWould(seed: UInt64) {
        var random = SplitMix(state: seed)
        let all = (0..<Int.random(in: 0..<200, using: &random)).map { _ in Self.difference(&random) }
        var log = DriftLog()
        for (partition, drift) in all { log.record(drift, of: partition) }
        #expect(log.isEmpty == all.isEmpty)
        #expect(log.map { "\($0.partition) \($0.drift)" }.sorted() == Self.oldest(all))
        #expect(log.map(\.partition) == log.map(\.partition).sorted())
    }

    @Test func differencesOfOneDayKeepTheirOrder() {
        var log = DriftLog()
        let partition = Partition(report: "cdr_1", source: "s", day: Day(number: 20_000))
        let names = ["z", "a", "m", "b"]
        for name in names { log.record(Drift(.newField, field: name), of: partition) }
        #expect(log.map(\.drift.field) == names)
    }

    @Test func aReportAddsThoseOfOthers() {
        func report(_ days: Range<Int32>) -> RunReport {
            var report = RunReport()
            report.add(
                days.map { day in
                    let partition = Partition(report: "cdr_1", source: "s", day: Day(number: day))
                    return PartitionResult(partition, .resumed(nil), drift: [Drift(.newField, field: "queue")])
                })
            return report
        }
        var whole = report(20_005..<20_009)
        whole.add(report(20_002..<20_004))
        #expect(whole.drift.map(\.partition.day) == [Day(number: 20_002)])
        #expect(whole.results.allSatisfy { $0.drift.isEmpty })
    }

    /// The oldest of each difference, the first of a day's.
    private static func oldest(_ all: [(Partition, Drift)]) -> [String] {
        var seen: Set<String> = []
        return all.indices.sorted { (all[$0].0, $0) < (all[$1].0, $1) }.map { all[$0] }.filter { partition, drift in
            let value = drift.change == .newValue ? drift.example ?? "-" : ""
            return seen.insert("\(partition.report)/\(partition.source)/\(drift.change)/\(drift.field)/\(value)")
                .inserted
        }.map { "\($0) \($1)" }.sorted()
    }

    private static func difference(_ random: inout SplitMix) -> (Partition, Drift) {
        func one<T>(_ values: [T]) -> T { values[Int.random(in: values.indices, using: &random)] }
        let partition = Partition(
            report: one(["cdr_1", "cdr_3"]), source: one(["a", "b"]),
            day: Day(number: Int32.random(in: 20_000..<20_006, using: &random)))
        let drift = Drift(one(Drift.Change.allCases), field: one(["x", "y"]), example: one([nil, "1", "2"]))
        return (partition, drift)
    }
}
