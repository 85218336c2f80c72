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
        report.notices = ["]"]
        let head = RunRecord(report, sources: ["]", "bogota"], exitCode: 65, callsLeft: ["\n": 3])
        var pieces: [String] = []
        try RunRecordText(head: head, results: report.results).forEachPiece { pieces.append($0) }
        var whole = head
        whole.partitions = results.sorted { $0.partition < $1.partition }.map(RunRecord.Partition.init)
        #expect(pieces.joined() == (try JSONOutput.text(whole)) + "\n")
        #expect(days < 400 || pieces.count > 3)
    }
}
