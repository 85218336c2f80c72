internal import ByteScan
internal import ETL

/// Writes rejected rows as they stand in quarantine: why, which value, and the row as it came but for what is hidden.
struct QuarantineEncoder {
    private let json: RedactedJSON

    init(_ redactions: [Redaction]) { json = RedactedJSON(redactions) }

    /// Appends one line.
    func append(_ rejection: Rejection, of batch: borrowing RecordBatch, to line: inout [UInt8]) {
        var row: [UInt8] = []
        // A batch that was made by hand has no text of its rows.
        if rejection.row < batch.rows.spans.count {
            json.append(batch.bytes.span, batch.rows.spans[rejection.row], into: &row)
        } else {
            row = Array("null".utf8)
        }
        let isObject =
            switch rejection.reason {
            case .duplicateKey, .notAnObject: false
            case .beyondLimits: rejection.field != nil
            default: true
            }
        append(
            row, isObject: isObject, reason: rejection.reason.rawValue, field: rejection.field,
            value: rejection.value, to: &line)
    }

    /// Appends a line that stood in quarantine before, with what must be hidden by now hidden too.
    func append(_ row: QuarantinedRow, to line: inout [UInt8]) {
        var text: [UInt8] = []
        json.append(row.row.span, 0..<row.row.count, into: &text)
        append(text, isObject: row.isObject, reason: row.reason, field: row.field, value: row.value, to: &line)
    }

    private func append(
        _ row: [UInt8], isObject: Bool, reason: String, field: String?, value: String?, to line: inout [UInt8]
    ) {
        line.append(contentsOf: "{\"reason\":".utf8)
        CanonicalJSON.appendText(Array(reason.utf8), into: &line)
        line.append(contentsOf: ",\"field\":".utf8)
        appendText(field.map { Array($0.utf8) }, to: &line)
        line.append(contentsOf: ",\"value\":".utf8)
        let name = Array((field ?? "").utf8)
        appendText(value.map { json.redacted(Array($0.utf8), of: name) }, to: &line)
        if isObject {
            line.append(contentsOf: ",\"row\":".utf8)
            line.append(contentsOf: row)
        } else {
            line.append(contentsOf: ",\"row_text\":".utf8)
            CanonicalJSON.appendText(row, into: &line)
        }
        line.append(contentsOf: "}\n".utf8)
    }

    private func appendText(_ text: [UInt8]?, to line: inout [UInt8]) {
        if let text {
            CanonicalJSON.appendText(text, into: &line)
        } else {
            line.append(contentsOf: "null".utf8)
        }
    }
}
