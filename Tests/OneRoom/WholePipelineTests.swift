import ETL
import Engine
import PipelineFile
import Testing
import Transforms

/// A pipeline of stages that the program does not have, from a source that is not the vendor's into memory.
@Suite struct WholePipelineTests {
    private static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
    private static let first = Day(number: 20_000)
    private static let second = Day(number: 20_001)

    @Test func itRuns() async throws {
        let spec = try #require(OtherProgram.read(transform: "initials: { fields: [agent_name], most: 2 }").spec)
        let lake = MemoryLake()
        let report = try await run(spec, from: Switchboard(campaigns: ["7"]), into: lake)
        #expect(report.status == .success)
        let days = [Self.first, Self.second].map { Partition(report: "agents_2", source: "bogota", day: $0) }
        #expect(lake.listing().manifests.compactMap(\.partition) == days)
        for day in days {
            let manifest = try #require(lake.manifest(of: day))
            #expect((manifest.rows, manifest.quarantined, manifest.state) == (24, 0, .final))
            let line = String(decoding: try #require(lake[day]?.lines.first), as: UTF8.self)
            #expect(line == #"{"date":"\#(day.day)T23:30:00-05:00","agent_name":"AM","campaign_id":"7"}"#)
        }
        #expect(lake.verify().isSound)
    }

    @Test func aDayThatBreaksTheExpectationIsNotCommitted() async throws {
        let spec = try #require(OtherProgram.read(transform: "initials: { fields: [agent_name] }").spec)
        let lake = MemoryLake()
        let report = try await run(spec, from: Switchboard(campaigns: ["7", "8"]), into: lake)
        #expect(report.status != .success)
        #expect(lake.listing().manifests == [])
        let messages = report.results.compactMap(\.error?.message)
        #expect(messages.count == 2)
        #expect(messages.allSatisfy { $0.contains("12 rows have another campaign_id than the first") }, "\(messages)")
    }

    private func run(_ spec: PipelineSpec, from source: Switchboard, into lake: MemoryLake) async throws -> RunReport {
        let job = ReportJob(
            report: "agents_2", source: "bogota", lane: "bogota", extractors: [source],
            transformers: [StandardTyping(zone: Self.zone)] + spec.transforms, zone: Self.zone,
            days: Self.first...Self.second, expectations: spec.quality.expectations.flatMap(\.rows))
        return try await Pipeline(name: spec.name, jobs: [job], loader: lake).run()
    }
}

/// A call every hour.
private struct Switchboard: Extractor {
    let campaigns: [String]
    let schema = Schema(
        fields: [
            Field("date", form: .timestamp, origin: "date"), Field("agent_name", origin: "agent_name"),
            Field("campaign_id", origin: "campaign_id"),
        ], eventTime: "date")
    var identity: StageIdentity { StageIdentity("switchboard", campaigns) }

    func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        var batch = RecordBatch(schema: schema)
        for (number, second) in stride(from: window.last.seconds - 1799, through: window.first.seconds, by: -3600)
            .enumerated()
        {
            let time = LocalTime(seconds: second)
            batch.append([time.description, "Ana María Ruiz", campaigns[number % campaigns.count]], time: time)
        }
        try await consumer.consume(&batch)
        return .complete(ExtractTally(rows: batch.count, calls: 1))
    }
}
