import ByteScan
import ETL

/// Looks at all rows of an answer of which no field is known.
struct RowSurvey: BatchConsumer {
    private(set) var fields = FieldTable()
    /// The only record's own fields, where the answer may be an object whose values are the records.
    private(set) var values = FieldTable()
    private(set) var isObjectOfRecords = false
    /// For each field that holds times, how many of them lie outside of the window.
    private(set) var outside: [String: Int] = [:]
    /// Rows that are no objects, or have a key twice.
    private(set) var unsound = 0

    let window: Window

    mutating func consume(_ batch: inout RecordBatch) {
        guard let column = batch.schema.index(of: Schema.extraName) else { return }
        for row in 0..<batch.count {
            let cell = batch[column, row]
            guard !batch.isRejected(row), !cell.isNull else {
                unsound += 1
                continue
            }
            see(JSONParts(batch.bytes[cell.range]))
        }
    }

    mutating func restart() { self = RowSurvey(window: window) }

    private mutating func see(_ row: JSONParts) {
        let members = row.members ?? []
        isObjectOfRecords = fields.rows == 0 && members.count > 1 && members.allSatisfy { $0.value.kind == .object }
        if isObjectOfRecords { for member in members { values.see(member.value) } }
        fields.see(row)
        for member in members where member.value.kind == .text {
            let text = member.value.bytes
            guard let time = DateTimeText(text.span, 0..<text.count),
                !window.contains(LocalTime(seconds: time.civilSeconds))
            else { continue }
            outside[member.key, default: 0] += 1
        }
    }
}
