import ByteScan
import ETL
import Synchronization
import TestSupport
import Testing

/// The suite finds those who break a rule.
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
        try expectFinding("is no text") { batch in
            for row in 0..<batch.count where !batch[0, row].isNull {
                batch[0, row] = batch.add(.text, Array("\"".utf8))
            }
        }
    }

    @Test func itPassesWhoDoesNothing() throws { try check { _ in } }

    private func expectFinding(_ words: String, _ change: @escaping @Sendable (inout RecordBatch) -> Void) throws {
        let found = Mutex(false)
        try withKnownIssue {
            try check(change)
        } matching: { issue in
            if issue.comments.contains(where: { $0.rawValue.contains(words) }) { found.withLock { $0 = true } }
            return true
        }
        #expect(found.withLock { $0 }, "nobody said: \(words)")
    }

    private func check(_ change: @escaping @Sendable (inout RecordBatch) -> Void) throws {
        try TransformerConformance.check(
            Change(change: change), schema: Typing.schema(.text), rows: [#"{"value":"a"}"#, #"{"value":"b"}"#])
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
