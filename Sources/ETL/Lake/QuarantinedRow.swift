internal import ByteScan

/// A row in quarantine.
public struct QuarantinedRow: Sendable {
    /// Why the row is there.
    public let reason: String
    /// The field at fault, under the source's key.
    public let field: String?
    /// The value at fault, as it may be shown.
    public let value: String?
    /// The row as it came, but for what is hidden: JSON, or the text of what is not a JSON object.
    public let row: [UInt8]
    /// Whether the row is a proper object.
    public let isObject: Bool
    /// The line of a quarantine file.
    public let line: [UInt8]

    /// Reads a line; nil for one that this program would not have written.
    public init?(_ line: [UInt8]) {
        guard let members = JSONParts(line[...]).members else { return nil }
        func member(_ key: String) -> JSONParts? { members.first { $0.key == key }?.value }
        guard let reason = member("reason")?.text else { return nil }
        self.line = line
        self.reason = reason
        field = member("field")?.text
        value = member("value")?.text
        if let row = member("row") {
            self.row = Array(row.json)
            isObject = true
        } else if let text = member("row_text"), text.kind == .text {
            row = text.bytes
            isObject = false
        } else {
            return nil
        }
    }
}
