import Foundation
import Testing

/// The file that node_exporter reads, after real runs. `scripts/check-metrics` has it read by Prometheus' own programs.
@Suite struct MetricsTests {
    private static let pipeline = PipelineText(
        reports: "  - cdr_1\n  - cdr_6", more: "metrics: { file: metrics/try.prom }")

    private static func place() throws -> Workplace {
        let place = try Workplace()
        try place.write("\(pipeline)", to: "pipeline.yaml")
        try FileManager.default.createDirectory(at: place.url("metrics"), withIntermediateDirectories: true)
        return place
    }

    private static func run(_ place: Workplace, scenario: String? = nil, _ words: [String] = []) async throws
        -> Program.Outcome
    {
        try await SimulatorProcess.run(scenario: scenario.map { $0 + "\n" }) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            return try await place.run(["run", "pipeline.yaml", "--json"] + words)
        }
    }

    private static func seconds(_ text: Any?) -> Int? {
        (text as? String).flatMap { ISO8601DateFormatter().date(from: $0) }.map { Int($0.timeIntervalSince1970) }
    }

    @Test func theNumbersAreThoseOfTheRecordAndTheLastSuccessStays() async throws {
        let place = try Self.place()
        let good = try await Self.run(place)
        let first = try #require(try JSONSerialization.jsonObject(with: Data(good.output.utf8)) as? [String: Any])
        var samples = try place.samples("metrics/try.prom")
        let partitions = try #require(first["partitions"] as? [[String: Any]])
        #expect(samples["last_run_rows"] == partitions.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) })
        #expect(samples["last_run_partitions outcome=\"committed\""] == partitions.count)
        let calls = try #require(first["calls"] as? [String: Any])
        for purpose in ["first", "split", "retry", "empty_check"] {
            #expect(samples["last_run_calls purpose=\"\(purpose)\""] == calls[purpose] as? Int)
        }
        let ended = try #require(Self.seconds(first["ended_at"]))
        #expect(samples["last_run_timestamp_seconds"] == ended && samples["last_success_timestamp_seconds"] == ended)
        let freshness = try #require(samples["freshness_timestamp_seconds report=\"cdr_6\",source=\"bogota\""])
        // The end of yesterday in Bogotá, which has no summer time.
        #expect((freshness - 5 * 3600).isMultiple(of: 86_400) && freshness <= ended && freshness > ended - 86_400)

        // Ten failed nights, each on another machine.
        for night in 1...10 {
            place.environment["WOLKVOX_ETL_STATE"] = place.path("state-\(night)")
            if night == 2 { try FileManager.default.removeItem(at: place.url("metrics/try.prom")) }
            let bad = try await Self.run(place, scenario: "rules: [{ do: { status: 503 } }]")
            #expect(bad.status == 69)
        }
        samples = try place.samples("metrics/try.prom")
        #expect(samples["last_success_timestamp_seconds"] == ended && samples["last_run_exit_code"] == 69)
        #expect(samples["last_run_partitions outcome=\"failed\""] == 2 && samples["last_run_rows"] == 0)
        #expect(samples["freshness_timestamp_seconds report=\"cdr_6\",source=\"bogota\""] == freshness)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("metrics")) == ["try.prom"])
    }

    @Test func anOpenDayIsFreshUpToWhatWasAsked() async throws {
        let place = try Self.place()
        let outcome = try await Self.run(place, ["--day", "today", "--report", "cdr_1"])
        #expect(outcome.status == 0)
        let samples = try place.samples("metrics/try.prom")
        let until = try #require(samples["freshness_timestamp_seconds report=\"cdr_1\",source=\"bogota\""])
        let ended = try #require(samples["last_run_timestamp_seconds"])
        #expect(until <= ended && until > ended - 120)
        #expect(samples["freshness_timestamp_seconds report=\"cdr_6\",source=\"bogota\""] == nil)
    }

    @Test func aFileThatCannotBeWrittenIsAWarning() async throws {
        let place = try Self.place()
        try FileManager.default.removeItem(at: place.url("metrics"))
        let outcome = try await Self.run(place)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("warning: metrics: Could not open "))
        #expect(!outcome.errors.contains("error:"))
    }

    @Test func theFileOfAnotherPipelineIsNamed() async throws {
        let place = try Self.place()
        _ = try await Self.run(place)
        try place.write("\(Self.pipeline)".replacing("name: try", with: "name: other"), to: "pipeline.yaml")
        let outcome = try await Self.run(place, ["--take-over"])
        #expect(outcome.errors.contains("was a file of the pipeline try, whose numbers are gone"))
    }
}
