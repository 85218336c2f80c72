import ByteScan
import ETL
import Testing
import WolkvoxETLTesting

/// The suite finds a transformer that breaks a rule.
@Suite struct TransformerConformanceTests {
    @Test func itFindsAColumnThatWasNotPromised() throws {
        try expectFinding("delivers other columns") { batch in batch.insert(Field("surplus"), at: 0) }
    }

    @Test func itFindsRowsThatVanish() throws {
        try expectFinding("changes the number of rows") { batch in
            batch.rows.table.rowCount = min(batch.count, 1)
        }
    }

    @Test func itFindsADependenceOnTheBatch() throws {
        try expectFinding("come out otherwise") { batch in
            for row in 0..<batch.count where !batch[0, row].isNull {
                batch[0, row] = batch.addText(Array("\(row)".utf8))
            }
        }
    }

    @Test func itFindsNullThatBecomesSomething() throws {
        try expectFinding("was null") { batch in
            for row in 0..<batch.count { batch[0, row] = batch.addText(Array("x".utf8)) }
        }
    }

    @Test func itFindsCellsThatNoLoaderMayCopy() throws {
        try expectFinding("is not a valid text") { batch in
            for row in 0..<batch.count where !batch[0, row].isNull {
                batch[0, row] = batch.add(.text, Array("\"".utf8))
            }
        }
    }

    @Test func itFindsAnotherReasonOfARejectedRow() throws {
        try expectFinding("changes why") { batch in
            for row in 0..<batch.count { batch.rejectOutsideWindow(row, field: nil, time: LocalTime(seconds: 0)) }
        }
    }

    @Test func itFindsNothingWhereNothingIsChanged() throws { #expect(try findings { _ in } == []) }

    private func expectFinding(_ words: String, _ change: @escaping @Sendable (inout RecordBatch) -> Void) throws {
        let findings = try findings(change)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    private func findings(_ change: @escaping @Sendable (inout RecordBatch) -> Void) throws -> [String] {
        let schema = Schema(fields: [Field("value", origin: "value")])
        let rows = [#"{"value":"a"}"#, #"{"value":"b"}"#]
        return try TransformerConformance(Change(change: change), schema: schema, rows: rows).findings()
    }
}

private struct Change: Transformer {
    let identity = StageIdentity("change")
    let change: @Sendable (inout RecordBatch) -> Void

    func bind(to schema: Schema) -> any BoundTransformer { Bound(output: schema, change: change) }

    struct Bound: BoundTransformer {
        let output: Schema
        let change: @Sendable (inout RecordBatch) -> Void

        func apply(to batch: inout RecordBatch) { change(&batch) }
    }
}
