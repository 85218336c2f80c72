import ETL
import Engine

/// Rows from anywhere: here a reading of a thermometer every hour.
struct Thermometer: Extractor {
    let schema = Schema(fields: [Field("date"), Field("place"), Field("degrees")], eventTime: "date")
    let identity = StageIdentity("thermometer", "kitchen")

    nonisolated(nonsending) func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        try Task.checkCancellation()
        var batch = RecordBatch(schema: schema)
        for hour in stride(from: window.last.seconds, through: window.first.seconds, by: -3600) {
            let time = LocalTime(seconds: hour)
            batch.append([time.description, "kitchen", "\(18 + time.secondOfDay / 7200)"], time: time)
        }
        try await consumer.consume(&batch)
        return .complete(ExtractTally(rows: batch.count, calls: 1))
    }
}

/// Changes a column of each batch.
struct Shout: Transformer, BoundTransformer {
    let identity = StageIdentity("shout", "place")
    var output = Schema(fields: [])
    var column = 0

    func bind(to schema: Schema) throws -> any BoundTransformer {
        Shout(output: schema, column: schema.index(of: "place") ?? 0)
    }

    mutating func apply(to batch: inout RecordBatch) {
        for row in 0..<batch.count {
            guard let text = batch.text(column, row) else { continue }
            batch[column, row] = batch.addText(Array(text.uppercased().utf8))
        }
    }
}

/// Takes each day as a whole: nothing is on the shelf before a day is complete.
final actor Shelf: Loader, LoadSession {
    private(set) var days: [Day: [String]] = [:]

    nonisolated(nonsending) func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await body(self) }

    nonisolated func open(_ plan: PartitionPlan) -> any PartitionWriter {
        Page(shelf: self, day: plan.partition.day)
    }

    func put(_ lines: [String], on day: Day) { days[day] = lines }
}

final class Page: PartitionWriter {
    private let shelf: Shelf
    private let day: Day
    private var inHand: [String] = []
    private var lines: [String] = []

    init(shelf: Shelf, day: Day) { (self.shelf, self.day) = (shelf, day) }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows where batch.isKept(row) {
            inHand.append(batch.schema.names.indices.map { batch.text($0, row) ?? "" }.joined(separator: " "))
        }
    }

    func keep(_ window: KeptWindow) {
        lines += inHand
        inHand = []
    }

    func drop() { inHand = [] }

    nonisolated(nonsending) func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        await shelf.put(lines, on: day)
        return CommittedPartition(
            received: lines.count, rows: lines.count, quarantined: 0, bytes: 0, state: outcome.state, change: .created)
    }
}

/// Puts the three together and runs them over two days.
func readTheThermometer(into shelf: Shelf) async throws -> RunReport {
    let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -5 * 3600)
    let days = Day(number: 20_000)...Day(number: 20_001)
    let pipeline = Pipeline(
        "thermometer", from: Thermometer(), through: [Shout()], into: shelf, days: days, zone: zone)
    return try await pipeline.run()
}
