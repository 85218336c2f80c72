import ETL
import Testing

@testable import Commands

/// Gaps become as few commands as possible, which ask for each gap once and for nothing else.
@Suite struct FillBlocksTests {
    private static let start = 20_000

    private static func gaps(_ text: String) -> [Partition] {
        // A line is a report of a source; each mark is a day, `x` a gap.
        text.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ")
            let names = words[0].split(separator: "/")
            return words[1].enumerated().filter { $0.element == "x" }.map { place, _ in
                Partition(
                    report: String(names[1]), source: String(names[0]), day: Day(number: Int32(start + place)))
            }
        }
    }

    @Test(
        arguments: [
            ("a/r1 xxxxx", 1), ("a/r1 xx.xx", 2), ("a/r1 xxx\na/r2 xxx", 1), ("a/r1 xxxxx\na/r2 ..x..", 2),
            // A failed night across reports that have different histories.
            ("a/r1 xxxxx\na/r2 xxx..\na/r3 ...xx", 2), ("a/r1 .x.\na/r2 .x.\nb/r1 .x.\nb/r2 .x.", 1),
            ("a/r1 x..\na/r2 x..\nb/r1 x..", 2), ("a/r1 xx\nb/r1 xx\nb/r2 .x", 2), ("a/r1 ...", 0),
            ("a/r1 xxx.xxx\na/r2 xxxxxxx", 3),
        ])
    func areAsFewAsCanBe(gaps text: String, count: Int) {
        let blocks = FillBlock.covering(Self.gaps(text))
        #expect(blocks.count == count, "\(blocks)")
        #expect(Self.cells(blocks) == Self.gaps(text).sorted())
    }

    /// Whatever the gaps are: each once, and nothing else.
    @Test(arguments: 1...40)
    func coverEachGapOnce(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        var gaps: [Partition] = []
        for source in ["a", "b", "c"] {
            for report in ["r1", "r2", "r3", "r4"] {
                for day in 0..<12 where next() % 4 < UInt64(seed % 4) {
                    gaps.append(Partition(report: report, source: source, day: Day(number: Int32(Self.start + day))))
                }
            }
        }
        let blocks = FillBlock.covering(gaps)
        #expect(Self.cells(blocks) == gaps.sorted())
        // Never more than the stretches of single reports.
        let days = Set(gaps)
        let stretches = gaps.count { gap in
            !days.contains(Partition(report: gap.report, source: gap.source, day: gap.day.advanced(by: -1)))
        }
        #expect(blocks.count <= stretches)
    }

    private static func cells(_ blocks: [FillBlock]) -> [Partition] {
        blocks.flatMap { block in
            block.days.flatMap { day in
                block.reports.flatMap { report in
                    block.sources.map { Partition(report: report, source: $0, day: day) }
                }
            }
        }.sorted()
    }
}

@Suite struct FillCommandTests {
    private static func partitions(_ days: [Int32], reports: [String] = ["cdr_1"]) -> [Partition] {
        days.flatMap { day in
            reports.map { Partition(report: $0, source: "bogota", day: Day(number: day)) }
        }
    }

    @Test(
        arguments: [
            ("nightly.yaml", "nightly.yaml"), ("my pipelines/n.yaml", "'my pipelines/n.yaml'"),
            ("it's.yaml", "'it'\\''s.yaml'"), ("$(rm).yaml", "'$(rm).yaml'"), ("-x.yaml", "./-x.yaml"),
            ("ñ.yaml", "'ñ.yaml'"), ("a;b.yaml", "'a;b.yaml'"),
        ])
    func isWhatAShellTakes(file: String, shown: String) {
        let fill = FillCommands(for: Self.partitions([20_000]), in: "/here") { _ in Invocation(pipelineFile: file) }
        #expect(
            fill.commands.map(\.text) == [
                "wolkvox-etl run \(shown) --day 2024-10-04 --report cdr_1 --source bogota"
            ])
    }

    /// What the file asks for anyway needs no flag; what it has besides does.
    @Test func namesOnlyWhatTheFileHasMoreOf() {
        let own = Invocation(pipelineFile: "p.yaml", reports: ["cdr_1", "cdr_3"], sources: ["bogota"])
        let all = FillCommands(for: Self.partitions([1, 2], reports: ["cdr_3", "cdr_1"]), in: "/") { _ in own }
        #expect(all.commands.map(\.text) == ["wolkvox-etl run p.yaml --from 1970-01-02 --to 1970-01-03"])
        let one = FillCommands(for: Self.partitions([1, 2]), in: "/") { _ in own }
        #expect(one.commands.map(\.text) == ["wolkvox-etl run p.yaml --from 1970-01-02 --to 1970-01-03 --report cdr_1"])
    }

    @Test func saysWhereToBe() {
        let there = Invocation(pipelineFile: "p.yaml", directory: "/srv/my lake")
        let fill = FillCommands(for: Self.partitions([1]), in: "/home") { _ in there }
        #expect(fill.commands[0].text.hasPrefix("cd '/srv/my lake' && wolkvox-etl run p.yaml --day 1970-01-02"))
        let here = FillCommands(for: Self.partitions([1]), in: "/srv/my lake") { _ in there }
        #expect(here.commands[0].text.hasPrefix("wolkvox-etl run p.yaml"))
    }

    @Test func namesReportsThatNobodyKnowsHowToRun() {
        let fill = FillCommands(for: Self.partitions([1], reports: ["cdr_1", "old"]), in: "/") { table in
            table.report == "old" ? nil : Invocation(pipelineFile: "p.yaml")
        }
        #expect(fill.commands.count == 1)
        #expect(fill.unknown == [RunHistory.Table(report: "old", source: "bogota")])
    }
}
