public import ETL

/// What every expectation of rows must keep to, whatever it expects.
///
/// Make one for an expectation, and expect that ``findings()`` is empty.
public struct RowExpectationConformance {
    private let expectation: any RowExpectation
    private let schema: Schema
    private let rows: [String]

    /// A suite for an expectation.
    ///
    /// - Parameters:
    ///   - expectation: what is examined.
    ///   - schema: columns that it can be bound to; those with an origin are read from the rows.
    ///   - rows: JSON objects; some hold to the expectation and some don't.
    public init(_ expectation: any RowExpectation, schema: Schema, rows: [String]) {
        self.expectation = expectation
        self.schema = schema
        // A row of nothing but nulls and one that is not an object belong to every suite.
        self.rows = rows + ["{}", "7"]
    }

    /// Returns what the expectation does wrong, in sentences.
    ///
    /// - Throws: what the expectation throws when it is bound to the schema, and ``RowFeed/Unreadable`` for rows that are
    ///   not JSON.
    public func findings() throws -> [String] {
        let findings = Findings()
        let batch = try RowFeed(schema: schema, rows: rows).batch
        var bound = try expectation.bind(to: schema)
        bound.see(batch, rows: 0..<batch.count)
        let whole = bound.breach
        saysWhatItIs(whole, findings)
        refusesOtherColumnsAsAMistake(findings)
        try ignoresTheBordersOfBatches(whole, findings)
        try passesOverRowsThatAreNotWritten(findings)
        try goesOnFromACopyAndFromItsMemory(batch, whole: whole, findings: findings)
        return findings.sentences
    }

    private func saysWhatItIs(_ breach: Breach?, _ findings: Findings) {
        findings.expect(!expectation.name.isEmpty, "has no name")
        findings.expect(expectation.name == expectation.name, "has another name each time")
        findings.expect(expectation.identity == expectation.identity, "has another identity each time")
        findings.expect(!expectation.identity.text.isEmpty, "says nothing of its identity")
        guard let breach else { return findings.expect(false, "finds nothing wrong with any of the rows") }
        findings.expect(!breach.message.isEmpty, "does not say what is wrong")
        findings.expect(1...rows.count ~= breach.rows, "finds fault with \(breach.rows) of \(rows.count) rows")
    }

    private func refusesOtherColumnsAsAMistake(_ findings: Findings) {
        do {
            _ = try expectation.bind(to: Schema(fields: []))
        } catch let error as ETLError {
            findings.expect(error.code == .configuration, "columns that are missing are not a mistake of configuration")
        } catch {
            findings.expect(false, "columns that are missing become another error: \(error)")
        }
    }

    private func ignoresTheBordersOfBatches(_ whole: Breach?, _ findings: Findings) throws {
        for size in [1, 2, 3, 7] {
            var feed = RowFeed(schema: schema, rowCapacity: size)
            var bound = try expectation.bind(to: schema)
            for start in stride(from: 0, to: rows.count, by: size) {
                try feed.fill(rows: rows[start..<min(start + size, rows.count)])
                bound.see(feed.batch, rows: 0..<0)
                bound.see(feed.batch, rows: 0..<feed.batch.count)
            }
            findings.expect(bound.breach == whole, "batches of \(size) rows are judged otherwise")
        }
    }

    private func passesOverRowsThatAreNotWritten(_ findings: Findings) throws {
        for parity in 0...1 {
            let written = rows.indices.filter { $0 % 2 == parity }
            let alone = try judge(rows: written.map { rows[$0] }) { _ in }
            let besideRejected = try judge(rows: rows) { batch in
                for row in rows.indices where row % 2 != parity && !batch.isRejected(row) {
                    batch.reject(row, .transformFailed)
                }
            }
            findings.expect(besideRejected == alone, "rows in quarantine count")
            let besideUnwanted = try judge(rows: rows) { batch in
                for row in rows.indices where row % 2 != parity { batch.leaveOut(row) }
            }
            findings.expect(besideUnwanted == alone, "rows that are left out count")
        }
    }

    private func goesOnFromACopyAndFromItsMemory(
        _ batch: RecordBatch, whole: Breach?, findings: Findings
    ) throws {
        for border in 0...batch.count {
            var bound = try expectation.bind(to: schema)
            bound.see(batch, rows: 0..<border)
            let (before, memory) = (bound.breach, bound.memory)
            var copy = bound
            bound.see(batch, rows: border..<batch.count)
            findings.expect(bound.breach == whole, "parts of a batch are judged otherwise")
            findings.expect(copy.breach == before, "shares what it has seen with its copy")
            copy.see(batch, rows: border..<batch.count)
            findings.expect(copy.breach == whole, "a copy does not go on where it was taken")
            var other = try expectation.bind(to: schema)
            findings.expect(other.recall(memory), "does not take its own memory")
            findings.expect(other.breach == before, "does not recall what it had seen")
            other.see(batch, rows: border..<batch.count)
            findings.expect(other.breach == whole, "does not go on from its memory")
            if !memory.isEmpty {
                var refusing = try expectation.bind(to: schema)
                findings.expect(!refusing.recall([]), "takes an empty memory for its own")
            }
        }
    }

    private func judge(rows: [String], _ change: (inout RecordBatch) -> Void) throws -> Breach? {
        var batch = try RowFeed(schema: schema, rows: rows).batch
        change(&batch)
        var bound = try expectation.bind(to: schema)
        bound.see(batch, rows: 0..<batch.count)
        return bound.breach
    }
}
