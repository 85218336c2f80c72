internal import ByteScan
public import ETL
public import Testing

/// What every transformer must keep to, whatever it does.
public struct TransformerConformance {
    private let transformer: any Transformer
    private let schema: Schema
    private let rows: [String]
    private let replacesNull: Set<String>
    private let location: SourceLocation

    /// Runs the suite on a transformer that is bound to `schema`.
    ///
    /// `rows` are JSON objects, sound and unsound; the more ways of saying a thing the better. `replacesNull` names the
    /// columns in which the transformer exists to replace null.
    public static func check(
        _ transformer: any Transformer, schema: Schema, rows: [String], replacesNull: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        // A row of nothing but nulls and one that is no row belong to every suite.
        let suite = TransformerConformance(
            transformer: transformer, schema: schema, rows: rows + ["{}", "7"], replacesNull: replacesNull,
            location: sourceLocation)
        try suite.deliversThePromisedColumns()
        try suite.keepsEveryRow()
        try suite.judgesRowsByThemselves()
        try suite.leavesNullAlone()
        try suite.leavesRejectedRowsRejected()
        try suite.writesSoundCells()
    }

    private func deliversThePromisedColumns() throws {
        let bound = try transformer.bind(to: schema)
        let again = try transformer.bind(to: schema)
        #expect(bound.output == again.output, "binding twice gives two schemas", sourceLocation: location)
        #expect(
            Set(bound.output.names).count == bound.output.fields.count, "two columns have one name",
            sourceLocation: location)
        let batch = try run(on: rows)
        #expect(batch.schema == bound.output, "delivers other columns than promised", sourceLocation: location)
        #expect(
            batch.columns.count == batch.schema.fields.count && Set(batch.columns).count == batch.columns.count,
            "fields and columns don't match", sourceLocation: location)
        #expect(
            batch.columns.allSatisfy { $0 < batch.rows.table.columnCount }, "a field has no column",
            sourceLocation: location)
    }

    private func keepsEveryRow() throws {
        let batch = try run(on: rows)
        #expect(batch.count == rows.count, "changes the number of rows", sourceLocation: location)
        #expect(batch.times.count == rows.count, "loses or adds rows' times", sourceLocation: location)
        #expect(try run(on: []).count == 0, "makes rows of nothing", sourceLocation: location)
    }

    private func judgesRowsByThemselves() throws {
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
            #expect(parts == whole, "batches of \(size) rows come out otherwise", sourceLocation: location)
        }
    }

    private func leavesNullAlone() throws {
        let before = try feed(rows).batch
        let after = try run(on: rows)
        for field in schema.fields where !replacesNull.contains(field.name) {
            guard let old = before.column(field.name), let new = after.column(field.name) else { continue }
            for row in new.indices where old[row] == nil {
                #expect(new[row] == nil, "\(field.name) was null in \(rows[row])", sourceLocation: location)
            }
        }
    }

    private func leavesRejectedRowsRejected() throws {
        var feed = try feed(rows)
        let rejected = rows.indices.filter { $0 % 2 == 0 && !feed.batch.isRejected($0) }
        for row in rejected { feed.batch.reject(row, .unknownField, field: "before", value: "kept") }
        var bound = try transformer.bind(to: schema)
        try bound.apply(to: &feed.batch)
        #expect(feed.batch.count == rows.count, "removes rejected rows", sourceLocation: location)
        for row in rejected {
            let expected = Rejection(row: row, reason: .unknownField, field: "before", value: "kept")
            #expect(
                feed.batch.rejections.filter { $0.row == row } == [expected], "changes why \(rows[row]) was rejected",
                sourceLocation: location)
        }
    }

    private func writesSoundCells() throws {
        let batch = try run(on: rows)
        for row in 0..<batch.count where !batch.isRejected(row) {
            for (place, field) in batch.schema.fields.enumerated() {
                #expect(
                    CellCheck.isSound(batch[place, row], as: field.type, in: batch),
                    "\(field.name) is no \(field.type.rawValue) in \(rows[row])", sourceLocation: location)
            }
        }
    }

    private func feed(_ rows: [String]) throws -> RowFeed {
        var feed = RowFeed(schema: schema, rowCapacity: rows.count)
        try feed.fill(rows: rows)
        return feed
    }

    private func run(on rows: [String]) throws -> RecordBatch {
        var feed = try feed(rows)
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
