internal import ByteScan
internal import ETL

/// Writes a JSON value that was already checked on one line, with the values of some keys made unrecognisable wherever
/// in it they stand.
struct RedactedJSON {
    private let redactions: [[UInt8]: [Redaction]]

    init(_ redactions: [Redaction]) {
        self.redactions = Dictionary(grouping: redactions) { Array($0.field.utf8) }
    }

    /// What may be shown of the text of a field's value.
    func redacted(_ text: [UInt8], of field: [UInt8]) -> [UInt8] {
        guard !text.isEmpty, let hiding = redactions[field] else { return text }
        return hiding.reduce(text) { $1.redact($0) }
    }

    /// Appends the value that `range` holds.
    func append(_ bytes: Span<UInt8>, _ range: Range<Int>, into json: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            guard bytes[at] == ASCII.quote else {
                if !ASCII.isBlank(bytes[at]) { json.append(bytes[at]) }
                at += 1
                continue
            }
            let end = CanonicalJSON.endOfString(bytes, quote: at, limit: range.upperBound)
            let text = at + 1..<end
            CanonicalJSON.appendString(bytes, text, into: &json)
            at = CanonicalJSON.endOfBlanks(bytes, start: end + 1, limit: range.upperBound)
            guard at < range.upperBound, bytes[at] == ASCII.colon else { continue }
            let key = JSONText.decoded(bytes, text)
            guard redactions[key] != nil else { continue }
            json.append(ASCII.colon)
            at = CanonicalJSON.endOfBlanks(bytes, start: at + 1, limit: range.upperBound)
            let value = at..<CanonicalJSON.endOfValue(bytes, start: at, limit: range.upperBound)
            appendValue(bytes, value, of: key, into: &json)
            at = value.upperBound
        }
    }

    private func appendValue(_ bytes: Span<UInt8>, _ value: Range<Int>, of key: [UInt8], into json: inout [UInt8]) {
        var text: [UInt8] = []
        if bytes[value.lowerBound] == ASCII.quote {
            JSONText.decode(bytes, value.lowerBound + 1..<value.upperBound - 1, into: &text)
        } else {
            CanonicalJSON.append(bytes, value, into: &text)
            if text.elementsEqual("null".utf8) { return json.append(contentsOf: text) }
        }
        CanonicalJSON.appendText(redacted(text, of: key), into: &json)
    }
}
