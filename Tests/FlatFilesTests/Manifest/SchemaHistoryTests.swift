import Testing

@testable import ETL
@testable import FlatFiles

@Suite struct SchemaHistoryTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    private func commit(
        _ drift: [Drift], _ warnings: [QualityWarning] = [], at time: Int64, schema: Schema = Fixture.schema
    ) async throws -> (CommittedPartition, Manifest) {
        var batch = try Fixture.batch([Fixture.row(1, seconds: 5)])
        while batch.schema.fields.count < schema.fields.count {
            batch.insert(schema.fields[batch.schema.fields.count], at: batch.schema.fields.count)
        }
        let rows = batch
        let committed = try await loader.withSession(Fixture.run("run-\(time)")) { session in
            let writer = try await session.open(Fixture.plan(schema: schema))
            try await writer.append(rows, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            let committed = try await writer.commit(
                PartitionOutcome(state: .final, extractedAt: time, warnings: warnings, drift: drift))
            try await session.finish(endedWell: true)
            return committed
        }
        let reading = try ManifestReading.read("\(directory.path)/\(Fixture.manifestFile)")
        return (committed, try #require(reading.manifest))
    }

    @Test func driftIsToldOnceAndStays() async throws {
        let new = Drift(.newField, field: "queue", example: "north")
        let (_, first) = try await commit([new], at: 1_790_000_000)
        #expect(
            first.schemaHistory == [
                SchemaChange(at: "2026-09-21T14:13:20Z", change: .newField, field: "queue", example: "north")
            ])
        let (again, second) = try await commit(
            [Drift(.newField, field: "queue", example: "south")], at: 1_790_000_100)
        #expect(again.change == .unchanged)
        #expect(second == first)
        let (later, third) = try await commit([Drift(.vanishedField, field: "id")], at: 1_790_000_200)
        #expect(later.change == .replaced)
        #expect(third.schemaHistory?.map(\.change) == [.newField, .vanishedField])
    }

    @Test func columnsThatComeAndGoAreTold() async throws {
        var wider = Fixture.schema
        wider.fields.append(Field("more"))
        wider.fields[0].type = .integer
        _ = try await commit([], at: 1_790_000_000)
        let (_, manifest) = try await commit([], at: 1_790_000_100, schema: wider)
        #expect(
            manifest.schemaHistory?.map { "\($0.change.rawValue) \($0.field)" } == [
                "column_retyped id", "column_added more",
            ])
        let (_, back) = try await commit([], at: 1_790_000_200)
        #expect(back.schemaHistory?.last?.change == .columnRemoved)
    }

    @Test func warningsStandInTheManifest() async throws {
        let warning = QualityWarning(expectation: "unique(id)", message: "1 row repeats id", rows: 1, example: "a\"b")
        let (_, manifest) = try await commit([], [warning], at: 1_790_000_000)
        #expect(manifest.warnings == [warning])
        #expect(manifest.schemaHistory == nil)
        let text = try directory.text(Fixture.manifestFile)
        #expect(
            text.contains(
                #"    {"expectation": "unique(id)", "message": "1 row repeats id", "rows": 1, "example": "a\"b"}"#))
        let (_, mended) = try await commit([], at: 1_790_000_100)
        #expect(mended.warnings == nil)
    }

    @Test func notesComeBackWithTheWindowsOfAnInterruptedRun() async throws {
        let batch = try Fixture.batch([Fixture.row(1, seconds: 80_000)])
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            writer.note([1, 2, 3])
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(12..<24), rows: 1, calls: 1))
            writer.note([4])
            try await writer.abandon(keepingProgress: true)
        }
        let notes = try await loader.withSession(Fixture.run("run-2")) { session in
            try await session.open(Fixture.plan()).notes
        }
        #expect(notes == [1, 2, 3])
    }
}
