import ETL
import Foundation
import TestSupport
import Testing

/// Page, `status`, `runs`, metrics, records and the data files say the same, to the row.
@Suite struct AgreementTests {
    private static let pipeline = PipelineText(
        sources:
            "  - { name: bogota, time_zone: America/Bogota, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", calls_per_day: 200, \(PipelineText.patience) }",
        reports: "  - cdr_1\n  - cdr_3\n  - cdr_6",
        more: "quality: { max_quarantined: 50% }\nmetrics: { file: try.prom }")

    /// Rows go to quarantine; a report fails, later a whole night, and at the end an answer is not to be believed.
    private static func scenario(_ days: [Day]) -> String {
        """
        rules:
          - when: { api: cdr_1, day: "\(days[4])", call: 2..9 }
            do: { shrink: 10 }
          - when: { api: cdr_1 }
            do: { malformed: { field: cost, value: "7,531", every: 11 } }
          - when: { api: cdr_3, day: "\(days[1])" }
            do: { status: 503 }
          - when: { day: "\(days[3])" }
            do: { status: 502 }

        """
    }

    @Test func allSayTheSame() async throws {
        // From Sunday to Friday: the reports that a scenario hurts have rows on its days.
        let friday = LocalDays.last(weekday: 5)
        let days = (-5...0).map { friday.advanced(by: $0) }
        try await SimulatorProcess.run(rowsPerDay: 500, scenario: Self.scenario(days)) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline)", to: "pipeline.yaml")
            var statuses: Set<Int32> = []
            for (night, day) in days.enumerated() {
                // Each night asks for its day, and some for the day before as well.
                let from = [1, 5].contains(night) ? days[night - 1] : day
                let outcome = try await place.run(["run", "pipeline.yaml", "--from", "\(from)", "--to", "\(day)"])
                statuses.insert(outcome.status)
                try await check(place, simulator)
            }
            #expect(statuses == [0, 3, 69])
            let outcomes = try place.records().reduce(into: Set<String>()) { $0.formUnion($1.outcomes.keys) }
            #expect(outcomes.isSuperset(of: ["committed", "failed", "suspect"]), "\(outcomes)")
            try FileManager.default.removeItem(at: place.url("output/report=cdr_1/source=bogota/day=\(days[2])"))
            try await check(place, simulator)
        }
    }

    private func check(_ place: Workplace, _ simulator: SimulatorProcess) async throws {
        let html = try await place.succeed(["report", "output", "--to", "-"])
        let days = try JSONDecoder().decode(
            StatusDocument.self, from: Data(try await place.run(["status", "output", "--json"]).output.utf8)
        ).partitions
        let runs = try JSONDecoder().decode(
            RunsDocument.self, from: Data(try await place.succeed(["runs", "output", "--json"]).utf8)
        ).runs
        let records = try place.records()

        try await checkDays(days, place)
        let table = try Page.rows(of: "summary", in: html)
        #expect(Set(table.map(\.[0])) == Set(days.map(\.report)))
        for row in table {
            let own = days.filter { $0.report == row[0] }
            func count(_ states: String...) -> Int { own.count { states.contains($0.status) } }
            #expect(Page.number(row[2]) == count("there") && Page.number(row[3]) == count("empty"))
            #expect(Page.number(row[4]) == count("missing", "failed", "suspect", "damaged", "foreign"))
            #expect(Page.number(row[5]) == own.reduce(0) { $0 + ($1.rows ?? 0) })
            #expect(Page.number(row[6]) == own.reduce(0) { $0 + ($1.quarantined ?? 0) })
        }

        // Records, `runs` and the page have the same runs, and the calls are those that the server saw.
        #expect(runs.map(\.run) == records.map(\.run).reversed())
        let listed = try Page.rows(of: "run_list", in: html)
        #expect(listed.count == runs.count)
        for ((run, record), row) in zip(zip(runs, records.reversed()), listed) {
            #expect(run.exit_code == record.exit_code && run.rows == record.rows)
            #expect(run.quarantined == record.quarantined && run.calls == record.calls.total)
            #expect(run.partitions.filter { $0.value > 0 } == record.outcomes)
            #expect(row[0] == run.run && row[3] == "\(run.exit_code)")
            #expect(Page.number(row[5]) == run.rows && Page.number(row[6]) == run.calls)
        }
        #expect(records.reduce(0) { $0 + $1.calls.total } == (try await simulator.requests().count))
        try await checkMetrics(place, days, try #require(records.last))
    }

    /// What `status` counts is what DuckDB and gzip find in the files.
    private func checkDays(_ days: [StatusDocument.Day], _ place: Workplace) async throws {
        var counted: [String: Int] = [:]
        for day in days {
            let folder = "report=\(day.report)/source=bogota/day=\(day.day)"
            let files = place.files(below: "output/\(folder)").filter { $0.hasSuffix(".ndjson.gz") }
            var lines = 0
            for file in files { lines += try await place.lines(file).count }
            #expect((day.rows ?? 0) == lines, "\(folder)")
            if lines > 0 { counted["\(day.report) \(day.day)"] = lines }
            var refused = 0
            for file in place.files(below: "output/_quarantine/\(folder)").filter({ $0.hasSuffix(".gz") }) {
                refused += try await place.lines(file).count
            }
            // The quarantine of a day whose folder is gone stays until the day is made again.
            if day.rows != nil { #expect((day.quarantined ?? 0) == refused, "\(folder)") }
        }
        let query = """
            SELECT report || ' ' || day, count(*) FROM read_ndjson_objects('\(place.path("output"))/report=*/**/*.ndjson.gz',
                hive_partitioning = true, hive_types_autocast = false) GROUP BY 1
            """
        let input = String(decoding: try JSONEncoder().encode([query]), as: UTF8.self)
        let rows = try JSONDecoder().decode([[String]].self, from: try await Python.run("query.py", [], input: input))
        #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? -1) }) == counted)
    }

    private func checkMetrics(_ place: Workplace, _ days: [StatusDocument.Day], _ last: StoredRecord) async throws {
        try place.checkMetrics("try.prom", show: last)
        let samples = try place.samples("try.prom")
        let spent = 200 - (try await Self.calls(of: place))
        #expect(samples["calls_left source=\"bogota\""] == spent)
        for report in Set(days.map(\.report)) {
            // Fresh up to the end of the newest day that lies there and is not in doubt, in Bogotá's time.
            let newest = days.filter { $0.report == report && $0.rows != nil && $0.status != "suspect" }.map(\.day)
                .max()
            let until = newest.flatMap(Day.init).map { (Int($0.number) + 1) * 86_400 + 5 * 3600 }
            let sample = samples["freshness_timestamp_seconds report=\"\(report)\",source=\"bogota\""]
            // A folder that somebody removed since is known to be gone only by the next run.
            #expect(sample == until, "\(report)")
        }
    }

    /// The calls of today by the records.
    private static func calls(of place: Workplace) async throws -> Int {
        try place.records().reduce(0) { $0 + $1.calls.total }
    }
}
