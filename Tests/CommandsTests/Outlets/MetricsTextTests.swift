import ETL
import Engine
import Testing

@testable import Commands

@Suite struct MetricsTextTests {
    @Test func isReadByBothFormats() {
        let text = MetricsText(
            pipeline: "try",
            gauges: [
                MetricsText.Gauge(name: "one", help: "One number.", samples: [MetricsText.Sample(value: -1)]),
                MetricsText.Gauge(name: "none", help: "Not there.", samples: []),
                MetricsText.Gauge(
                    name: "several", help: "Several numbers.",
                    samples: [
                        MetricsText.Sample(labels: [("source", "a\"b\\c\nd")], value: 2),
                        MetricsText.Sample(labels: [("source", "e")], value: 3),
                    ]),
            ]
        ).text
        #expect(
            text == """
                # HELP wolkvox_etl_one One number.
                # TYPE wolkvox_etl_one gauge
                wolkvox_etl_one{pipeline="try"} -1
                # HELP wolkvox_etl_several Several numbers.
                # TYPE wolkvox_etl_several gauge
                wolkvox_etl_several{pipeline="try",source="a\\"b\\\\c\\nd"} 2
                wolkvox_etl_several{pipeline="try",source="e"} 3
                # EOF

                """)
        #expect(MetricsText.pipelines(in: text) == ["try"])
    }

    private static func lines(_ results: [PartitionResult], exit: Int32 = 0, lastSuccess: Int64? = nil) -> [String] {
        let report = Results.report(results)
        var head = RunRecord(report, sources: ["s"], exitCode: exit, callsLeft: ["s": 7])
        (head.pipeline, head.startedAt, head.endedAt) = ("try", "2026-10-09T08:30:00Z", "2026-10-09T08:31:15Z")
        let record = RunRecordText(head: head, results: report.results, drift: report.drift)
        return RunMetrics(record: record, lastSuccessAt: lastSuccess).text.text.split(separator: "\n").map(String.init)
    }

    @Test func eachNumberOfTheRunIsThere() {
        let lines = Self.lines(
            [
                Results.committed("cdr_1", "2026-10-01", rows: 5), Results.committed("cdr_1", "2026-10-02", rows: 7),
                Results.failed("cdr_3", "2026-10-01", .source, "It failed.", advice: "Wait"),
            ], exit: 3, lastSuccess: 1_790_000_000)
        for line in [
            "last_run_timestamp_seconds{pipeline=\"try\"} 1791534675", "last_run_exit_code{pipeline=\"try\"} 3",
            "last_success_timestamp_seconds{pipeline=\"try\"} 1790000000",
            "last_run_duration_seconds{pipeline=\"try\"} 75", "last_run_rows{pipeline=\"try\"} 12",
            "last_run_partitions{pipeline=\"try\",outcome=\"committed\"} 2",
            "last_run_partitions{pipeline=\"try\",outcome=\"failed\"} 1",
            "last_run_partitions{pipeline=\"try\",outcome=\"suspect\"} 0",
            "last_run_calls{pipeline=\"try\",purpose=\"retry\"} 0", "calls_left{pipeline=\"try\",source=\"s\"} 7",
        ] {
            #expect(lines.contains("wolkvox_etl_" + line), "\(line)")
        }
        #expect(lines.last == "# EOF")
        let names = lines.filter { $0.hasPrefix("# TYPE") }.map { $0.split(separator: " ")[2] }
        #expect(names.allSatisfy { !$0.hasSuffix("_total") && !$0.hasSuffix("_info") })
        #expect(Set(names).count == names.count && names.count == 9)
    }

    /// An alert on the age of the last success must fire for a pipeline that never had one.
    @Test func withoutASuccessTheTimeIsZero() {
        #expect(Self.lines([]).contains("wolkvox_etl_last_success_timestamp_seconds{pipeline=\"try\"} 0"))
    }

    @Test(
        arguments: [
            ("2026-10-09T08:31:15Z", 1_791_534_675), ("2026-10-09T03:31:15-05:00", 1_791_534_675),
            ("2026-10-09", nil), ("", nil),
        ] as [(String, Int64?)])
    func instantsAreReadWithTheirOffset(text: String, seconds: Int64?) {
        #expect(Manifest.Received.instant(text) == seconds)
    }
}
