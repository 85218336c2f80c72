internal import ByteScan

/// A row in quarantine.
public struct QuarantinedRow: Sendable {
    /// Why the row is there.
    public let reason: String
    /// The field at fault, under the source's key.
    public let field: String?
    /// The value at fault, as it may be shown.
    public let value: String?
    /// The row as it came, but for what is hidden: JSON, or the text of what is no JSON object.
    public let row: [UInt8]
    /// Whether the row is a proper object.
    public let isObject: Bool
    /// The line of a quarantine file.
    public let line: [UInt8]

    /// Reads a line; nil for one that this program would not have written.
    package init?(_ line: [UInt8]) {
        guard let members = JSONMembers(line), let reason = members["reason"]?.text else { return nil }
        self.line = line
        self.reason = reason
        field = members["field"]?.text
        value = members["value"]?.text
        if let row = members["row"] {
            self.row = row.json
            isObject = true
        } else if let text = members["row_text"]?.text {
            row = Array(text.utf8)
            isObject = false
        } else {
            return nil
        }
    }
}
