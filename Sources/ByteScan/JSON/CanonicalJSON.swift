/// Writes a JSON value that was already checked on one line: no blanks between tokens, strings in their canonical
/// spelling, numbers as they came. Bytes that are no text become U+FFFD.
public enum CanonicalJSON {
    /// Appends the value that `range` holds.
    public static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, into json: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if byte == ASCII.quote {
                let end = endOfString(bytes, quote: at, limit: range.upperBound)
                appendString(bytes, at + 1..<end, into: &json)
                at = end + 1
            } else {
                if !ASCII.isBlank(byte) { json.append(byte) }
                at += 1
            }
        }
    }

    /// Appends the string that `range` spells (without its quotes), in quotes.
    public static func appendString(_ bytes: Span<UInt8>, _ range: Range<Int>, into json: inout [UInt8]) {
        appendText(JSONText.decoded(bytes, range), into: &json)
    }

    /// Appends plain text as a string, in quotes.
    public static func appendText(_ text: [UInt8], into json: inout [UInt8]) {
        // Decoding repairs what is no UTF-8; sound text comes back byte for byte.
        let sound = Array(String(decoding: text, as: UTF8.self).utf8)
        json.append(ASCII.quote)
        JSONText.encode(sound.span, 0..<sound.count, into: &json)
        json.append(ASCII.quote)
    }

    /// Index behind the value that begins at `start`, within text that was already checked.
    package static func endOfValue(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int {
        var at = start
        var depth = 0
        while at < limit {
            switch bytes[at] {
            case ASCII.quote:
                at = endOfString(bytes, quote: at, limit: limit)
                if depth == 0 { return at + 1 }
            case ASCII.openBrace, ASCII.openBracket:
                depth += 1
            case ASCII.closeBrace, ASCII.closeBracket:
                if depth == 0 { return at }
                depth -= 1
                if depth == 0 { return at + 1 }
            case ASCII.comma where depth == 0:
                return at
            case let blank where ASCII.isBlank(blank) && depth == 0:
                return at
            default:
                break
            }
            at += 1
        }
        return limit
    }

    /// Index of the first byte from `start` on that is no blank, or `limit`.
    package static func endOfBlanks(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int {
        var at = start
        while at < limit, ASCII.isBlank(bytes[at]) { at += 1 }
        return at
    }

    /// Index of the quote that ends the string whose opening quote stands at `quote`.
    package static func endOfString(_ bytes: Span<UInt8>, quote: Int, limit: Int) -> Int {
        var at = quote + 1
        while at < limit, bytes[at] != ASCII.quote {
            at += bytes[at] == ASCII.backslash ? 2 : 1
        }
        return min(at, limit)
    }
}
