public import Answers
internal import ETL
internal import FlatFiles
internal import Foundation
internal import Transforms
internal import Wolkvox

/// One day of one report, through the program's own stages, without a network.
public struct Job {
    /// A pass that did not do all of its work.
    struct Incomplete: Error {
        let rows: Int
    }

    private static let day = Day(number: 20_727)
    private let report: SampleReport
    private let rows: Int
    private let zone: ZoneRules
    private let extractor: WolkvoxExtractor
    /// The answer that is read.
    public let answer: [UInt8]

    /// A day of so many rows.
    public init(_ report: SampleReport, rows: Int) throws {
        self.report = report
        self.rows = rows
        answer = report.answer(rows: rows, day: Self.day.description)
        zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
        let source = SourceSettings(
            name: "bench", baseURL: try BaseURL("http://127.0.0.1:1"), token: try Token("bench-token"),
            zone: "America/Bogota", limits: .init(rowsPerCall: .max, bytesPerCall: .max))
        let definition = try Catalogue.vendor.report(named: report.name)
        let required = definition.parameters.filter(\.isRequired).map { ($0.name, "all") }
        extractor = try WolkvoxExtractor(
            definition, of: source, parameters: Dictionary(uniqueKeysWithValues: required),
            over: ReplayTransport(answer))
    }

    /// Takes all rows through a stage and those before it.
    public func run(_ stage: Stage) async throws { _ = try await consume(StageConsumer(stage, chain: try chain())) }

    /// All rows as the lines of a file.
    public func lines(_ format: Stage) async throws -> [UInt8] {
        try await consume(StageConsumer(format, chain: try chain(), keepsOutput: true)).lines
    }

    /// Takes all rows through all stages to a file below a folder.
    public func load(_ format: Stage, level: Int, into directory: String) async throws {
        let chain = try chain()
        let loader = FlatFileLoader(
            FlatFileOptions(directory: directory, format: format == .csv ? .csv : .ndjson, gzipLevel: level))
        let run = RunIdentity(pipeline: "bench", fingerprint: "bench", id: "bench", fresh: true, startedAt: 0)
        let plan = PartitionPlan(
            partition: Partition(report: report.name, source: "bench", day: Self.day), schema: chain.output,
            redactions: [], zone: zone, parts: 1)
        try await loader.withSession(run) { session in
            var consumer = LoadConsumer(chain: chain, writer: try await session.open(plan))
            let extraction = try await extractor.extract(Window(Self.day), into: &consumer)
            guard case .complete = extraction, consumer.rows == rows else { throw Incomplete(rows: consumer.rows) }
            try await consumer.writer.keep(KeptWindow(part: 0, window: Window(Self.day), rows: rows, calls: 1))
            _ = try await consumer.writer.commit(PartitionOutcome(state: .final, extractedAt: 0))
            try await session.finish(endedWell: true)
        }
    }

    private func chain() throws -> TransformChain {
        try TransformChain([StandardTyping(zone: zone)], input: extractor.schema)
    }

    private func consume(_ consumer: StageConsumer) async throws -> StageConsumer {
        var consumer = consumer
        let extraction = try await extractor.extract(Window(Self.day), into: &consumer)
        guard case .complete = extraction, consumer.rows == rows, consumer.rejected == 0 else {
            throw Incomplete(rows: consumer.rows - consumer.rejected)
        }
        return consumer
    }
}

/// Types batches and hands them to a partition.
private struct LoadConsumer: BatchConsumer {
    private(set) var rows = 0
    private var chain: TransformChain
    let writer: any PartitionWriter

    init(chain: TransformChain, writer: any PartitionWriter) {
        self.chain = chain
        self.writer = writer
    }

    mutating func consume(_ batch: inout RecordBatch) async throws {
        rows += batch.count
        try chain.apply(to: &batch)
        try await writer.append(batch, rows: 0..<batch.count)
    }

    mutating func restart() {}
}
