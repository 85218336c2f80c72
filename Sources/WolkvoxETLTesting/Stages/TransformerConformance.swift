internal import ByteScan
public import ETL

/// What every transformer must keep to, whatever it does.
///
/// Make one for a transformer, and expect that ``findings()`` is empty.
public struct TransformerConformance {
    private let transformer: any Transformer
    private let schema: Schema
    private let rows: [String]
    private let replacesNull: Set<String>

    /// A suite for a transformer.
    ///
    /// - Parameters:
    ///   - transformer: what is examined.
    ///   - schema: columns that it can be bound to; those with an origin are read from the rows.
    ///   - rows: JSON objects, valid and invalid; the more ways of writing a value the better.
    ///   - replacesNull: the columns in which the transformer exists to replace null.
    public init(_ transformer: any Transformer, schema: Schema, rows: [String], replacesNull: Set<String> = []) {
        self.transformer = transformer
        self.schema = schema
        // A row of nothing but nulls and one that is not an object belong to every suite.
        self.rows = rows + ["{}", "7"]
        self.replacesNull = replacesNull
    }

    /// Returns what the transformer does wrong, in sentences.
    ///
    /// - Throws: what the transformer throws, and ``RowFeed/Unreadable`` for rows that are not JSON.
    public func findings() throws -> [String] {
        let findings = Findings()
        try deliversThePromisedColumns(findings)
        try keepsEveryRow(findings)
        try judgesRowsByThemselves(findings)
        try leavesNullAlone(findings)
        try leavesRejectedRowsRejected(findings)
        try writesValidCells(findings)
        return findings.sentences
    }

    private func deliversThePromisedColumns(_ findings: Findings) throws {
        let bound = try transformer.bind(to: schema)
        let again = try transformer.bind(to: schema)
        findings.expect(bound.output == again.output, "binding twice gives two schemas")
        findings.expect(Set(bound.output.names).count == bound.output.fields.count, "two columns have the same name")
        let batch = try run(on: rows)
        findings.expect(batch.schema == bound.output, "delivers other columns than promised")
        findings.expect(
            batch.columns.count == batch.schema.fields.count && Set(batch.columns).count == batch.columns.count,
            "fields and columns don't match")
        findings.expect(batch.columns.allSatisfy { $0 < batch.rows.table.columnCount }, "a field has no column")
    }

    private func keepsEveryRow(_ findings: Findings) throws {
        let batch = try run(on: rows)
        findings.expect(batch.count == rows.count, "changes the number of rows")
        findings.expect(batch.times.count == rows.count, "loses or adds rows' times")
        try findings.expect(run(on: []).count == 0, "makes rows of nothing")
    }

    private func judgesRowsByThemselves(_ findings: Findings) throws {
        let whole = outcomes(try run(on: rows))
        for size in [1, 2, 3, 7] {
            var feed = RowFeed(schema: schema, rowCapacity: size)
            var bound = try transformer.bind(to: schema)
            var parts: [RowOutcome] = []
            for start in stride(from: 0, to: rows.count, by: size) {
                try feed.fill(rows: rows[start..<min(start + size, rows.count)])
                try bound.apply(to: &feed.batch)
                parts += outcomes(feed.batch)
            }
            findings.expect(parts == whole, "batches of \(size) rows come out otherwise")
        }
    }

    private func leavesNullAlone(_ findings: Findings) throws {
        let before = try RowFeed(schema: schema, rows: rows).batch
        let after = try run(on: rows)
        for field in schema.fields where !replacesNull.contains(field.name) {
            guard let old = before.column(field.name), let new = after.column(field.name) else { continue }
            for row in new.indices where old[row] == nil {
                findings.expect(new[row] == nil, "\(field.name) was null in \(rows[row])")
            }
        }
    }

    private func leavesRejectedRowsRejected(_ findings: Findings) throws {
        var feed = try RowFeed(schema: schema, rows: rows)
        let rejected = rows.indices.filter { $0 % 2 == 0 && !feed.batch.isRejected($0) }
        for row in rejected { feed.batch.reject(row, .unknownField, field: "before", value: "kept") }
        var bound = try transformer.bind(to: schema)
        try bound.apply(to: &feed.batch)
        findings.expect(feed.batch.count == rows.count, "removes rejected rows")
        for row in rejected {
            let expected = Rejection(row: row, reason: .unknownField, field: "before", value: "kept")
            findings.expect(
                feed.batch.rejections.filter { $0.row == row } == [expected], "changes why \(rows[row]) was rejected")
        }
    }

    private func writesValidCells(_ findings: Findings) throws {
        let batch = try run(on: rows)
        for row in 0..<batch.count where !batch.isRejected(row) {
            for (place, field) in batch.schema.fields.enumerated() {
                findings.expect(
                    CellCheck.isValid(batch[place, row], as: field.type, in: batch),
                    "\(field.name) is not a valid \(field.type.rawValue) in \(rows[row])")
            }
        }
    }

    private func run(on rows: [String]) throws -> RecordBatch {
        var feed = try RowFeed(schema: schema, rows: rows)
        var bound = try transformer.bind(to: schema)
        try bound.apply(to: &feed.batch)
        return feed.batch
    }

    private func outcomes(_ batch: RecordBatch) -> [RowOutcome] {
        let table = batch.table
        return table.indices.map { row in
            let rejection = batch.rejections.first { $0.row == row }
            return RowOutcome(
                values: batch.isRejected(row) ? [] : table[row],
                rejection: rejection.map { [$0.reason.rawValue, $0.field, $0.value] }, time: batch.times[row])
        }
    }
}

/// What became of one row.
private struct RowOutcome: Equatable {
    let values: [String?]
    let rejection: [String?]?
    let time: LocalTime?
}
