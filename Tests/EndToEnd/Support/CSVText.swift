/// Reads CSV as RFC 4180 has it, and tells an empty field from an empty text.
enum CSVText {
    /// The records; nil for an empty field without quotes.
    static func records(_ text: String) -> [[String?]] {
        var records: [[String?]] = []
        var record: [String?] = []
        var field: [UInt8] = []
        var (isQuoted, wasQuoted) = (false, false)
        var bytes = Array(text.utf8)[...]
        func value() -> String? { field.isEmpty && !wasQuoted ? nil : String(decoding: field, as: UTF8.self) }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
                field.append(byte)
                bytes.removeFirst()
            case UInt8(ascii: "\""):
                isQuoted.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
                record.append(value())
                (field, wasQuoted) = ([], false)
                if byte == UInt8(ascii: "\n") {
                    records.append(record)
                    record = []
                }
            default:
                field.append(byte)
            }
        }
        return records
    }
}
