import ETL
import Engine
import Testing

@testable import Commands

@Suite struct RunRecordTextTests {
    @Test(arguments: [0, 1, 2, 400])
    func isTheTextOfTheWholeRecord(days: Int) throws {
        let results = (0..<days).reversed().map { number in
            let day = Day(number: Int32(20_000 + number)).description
            return number % 3 == 2
                ? Results.failed("cdr_1", day, .data, "It failed: \"partitions\" : [\n]", advice: "Run ] again.")
                : Results.committed("cdr_\(number % 2)", day, rows: number)
        }
        var report = Results.report(results)
        report.add([
            PartitionResult(
                Partition(report: "cdr_1", source: "s", day: Day(number: 20_000)), .resumed(nil),
                drift: (0..<days).map { Drift(.newField, field: "\($0)]", example: "\"partitions\" : [") })
        ])
        let drift = Array(report.drift)
        report.notices = ["]"]
        let head = RunRecord(report, sources: ["]", "bogota"], exitCode: 65, callsLeft: ["\n": 3])
        var pieces: [String] = []
        try RunRecordText(head: head, results: report.results, drift: report.drift).forEachPiece { pieces.append($0) }
        var whole = head
        whole.drift = drift.isEmpty ? nil : drift.map(RunRecord.Change.init)
        whole.partitions = report.results.inOrder.map { RunRecord.Partition(report.results[$0]) }
        #expect(pieces.joined() == (try JSONOutput.text(whole)) + "\n")
        #expect(days < 400 || pieces.count > 3)
    }
}
