internal import ByteScan
internal import ETL

/// Writes rejected rows as they stand in quarantine: why, which value, and the row as it came but for what is hidden.
struct QuarantineEncoder {
    private let json: RedactedJSON

    init(_ redactions: [Redaction]) { json = RedactedJSON(redactions) }

    /// Appends one line.
    func append(_ rejection: Rejection, of batch: borrowing RecordBatch, to line: inout [UInt8]) {
        line.append(contentsOf: "{\"reason\":".utf8)
        CanonicalJSON.appendText(Array(rejection.reason.rawValue.utf8), into: &line)
        line.append(contentsOf: ",\"field\":".utf8)
        appendText(rejection.field.map { Array($0.utf8) }, to: &line)
        line.append(contentsOf: ",\"value\":".utf8)
        let field = Array((rejection.field ?? "").utf8)
        appendText(rejection.value.map { json.redacted(Array($0.utf8), of: field) }, to: &line)
        appendRow(rejection, of: batch, to: &line)
        line.append(contentsOf: "}\n".utf8)
    }

    /// Appends a line that stood in quarantine before, with what must be hidden by now hidden too.
    func append(_ row: QuarantinedRow, to line: inout [UInt8]) {
        line.append(contentsOf: "{\"reason\":".utf8)
        CanonicalJSON.appendText(Array(row.reason.utf8), into: &line)
        line.append(contentsOf: ",\"field\":".utf8)
        appendText(row.field.map { Array($0.utf8) }, to: &line)
        line.append(contentsOf: ",\"value\":".utf8)
        let field = Array((row.field ?? "").utf8)
        appendText(row.value.map { json.redacted(Array($0.utf8), of: field) }, to: &line)
        var text: [UInt8] = []
        json.append(row.row.span, 0..<row.row.count, into: &text)
        if row.isObject {
            line.append(contentsOf: ",\"row\":".utf8)
            line.append(contentsOf: text)
        } else {
            line.append(contentsOf: ",\"row_text\":".utf8)
            CanonicalJSON.appendText(text, into: &line)
        }
        line.append(contentsOf: "}\n".utf8)
    }

    private func appendRow(_ rejection: Rejection, of batch: borrowing RecordBatch, to line: inout [UInt8]) {
        var row: [UInt8] = []
        // A batch that was made by hand has no text of its rows.
        if rejection.row < batch.rows.spans.count {
            json.append(batch.bytes.span, batch.rows.spans[rejection.row], into: &row)
        } else {
            row = Array("null".utf8)
        }
        let isText =
            switch rejection.reason {
            case .duplicateKey, .notAnObject: true
            case .beyondLimits: rejection.field == nil
            default: false
            }
        if isText {
            line.append(contentsOf: ",\"row_text\":".utf8)
            CanonicalJSON.appendText(row, into: &line)
        } else {
            line.append(contentsOf: ",\"row\":".utf8)
            line.append(contentsOf: row)
        }
    }

    private func appendText(_ text: [UInt8]?, to line: inout [UInt8]) {
        if let text {
            CanonicalJSON.appendText(text, into: &line)
        } else {
            line.append(contentsOf: "null".utf8)
        }
    }
}
