import ETL
import TestSupport
import Testing

@testable import Engine

@Suite struct PartitionResultsTests {
    @Test(arguments: 0..<20)
    func givesBackWhatAnArrayWould(seed: UInt64) {
        var random = SplitMix(state: seed)
        let all = (0..<Int.random(in: 0..<60, using: &random)).map { _ in Self.result(&random) }
        let split = Int.random(in: 0...all.count, using: &random)
        var results = PartitionResults(all[..<split])
        results.append(contentsOf: PartitionResults(all[split...]))
        #expect(results.count == all.count)
        #expect(results.map { "\($0)" } == all.map { "\($0)" })
        let sorted = all.indices.sorted { (all[$0].partition, $0) < (all[$1].partition, $1) }
        #expect(results.inOrder.map { results[$0].partition } == sorted.map { all[$0].partition })
        #expect(results.inOrder.sorted() == Array(all.indices))
    }

    @Test func windowsAndProvenanceAreNotKept() throws {
        let window = KeptWindow(part: 0, window: Window(Day(number: 1)), rows: 1, calls: 1)
        let visible = CommittedPartition(
            received: 1, rows: 1, quarantined: 0, bytes: 9, state: .final, windows: [window],
            provenance: Provenance(pipeline: "c", origin: "a", recipe: "b"))
        let partition = Partition(report: "cdr_1", source: "s", day: Day(number: 1))
        for outcome in [PartitionResult.Outcome.skipped(visible), .suspect(visible, reason: "few")] {
            let results = PartitionResults([PartitionResult(partition, outcome)])
            let kept = try #require(results.first?.visible)
            #expect(kept.windows.isEmpty && kept.provenance == nil && kept.rows == 1)
        }
    }

    @Test func daysThatEndedWellAreNotKeptWhole() {
        let results = PartitionResults(
            (20_000..<20_031 as Range<Int32>).map { day in
                let partition = Partition(report: "cdr_1", source: "s", day: Day(number: day))
                return PartitionResult(
                    partition,
                    .committed(
                        CommittedPartition(
                            received: 3, rows: 2, quarantined: 1, bytes: 900, state: .final, change: .created,
                            location: Self.location(partition))))
            })
        #expect(results.wholeCount == 0)
        #expect(results.last?.visible?.location?.hasSuffix("/day=2024-11-03/cdr_1-2024-11-03.ndjson.gz") == true)
    }

    /// As the folder on disk has it.
    private static func location(_ partition: Partition) -> String {
        "/lake/report=\(partition.report)/source=\(partition.source)/day=\(partition.day)/"
            + "\(partition.report)-\(partition.day).ndjson.gz"
    }

    private static func result(_ random: inout SplitMix) -> PartitionResult {
        let partition = Partition(
            report: ["cdr_1", "cdr_3"].randomElement(using: &random) ?? "",
            source: Bool.random(using: &random) ? "a" : "b",
            day: Day(number: Int32.random(in: 20_000..<20_009, using: &random)))
        let visible = visible(partition, &random)
        let outcome: PartitionResult.Outcome =
            switch Int.random(in: 0..<8, using: &random) {
            case 0: .failed(ETLError(.data, "It failed", advice: "Run again"))
            case 1: .resumed(nil)
            case 2: .suspect(Bool.random(using: &random) ? visible : nil, reason: "few rows")
            case 3: .resumed(visible)
            case 4: .skipped(visible)
            default: .committed(visible)
            }
        let warned = Int.random(in: 0..<6, using: &random) == 0
        let warnings = warned ? [QualityWarning(expectation: "unique", message: "twice", rows: 2)] : []
        return PartitionResult(partition, outcome, warnings: warnings)
    }

    private static func visible(_ partition: Partition, _ random: inout SplitMix) -> CommittedPartition {
        func count() -> Int {
            [0, 1, 59_990, Int(UInt32.max), Int(UInt32.max) + 1, 1 << 40].randomElement(using: &random) ?? 0
        }
        var visible = CommittedPartition(
            received: count(), rows: count(), quarantined: count(), leftOut: count(), bytes: count(),
            state: [.final, .open, .suspect].randomElement(using: &random) ?? .final,
            change: [nil, .created, .replaced, .unchanged].randomElement(using: &random) ?? nil,
            location: [nil, location(partition), "elsewhere", "\(partition.day)/\(partition.day)"]
                .randomElement(using: &random) ?? nil)
        visible.rowsAdded = Bool.random(using: &random) ? count() : nil
        visible.rowsRemoved = Bool.random(using: &random) ? count() : nil
        return visible
    }
}
