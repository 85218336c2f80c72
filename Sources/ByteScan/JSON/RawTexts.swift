/// The texts and numbers in bytes that need not be sound JSON.
public enum RawTexts {
    /// All of them, in order: what stands between quotes, without its escapes, and what stands between marks elsewhere.
    public static func all(in bytes: [UInt8]) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == ASCII.quote {
                let end = CanonicalJSON.endOfString(bytes.span, quote: at, limit: bytes.count)
                texts.append(JSONText.decoded(bytes.span, at + 1..<max(at + 1, end)))
                at = end + 1
                continue
            }
            var end = at
            while end < bytes.count, !isMark(bytes[end]) { end += 1 }
            if end > at { texts.append(Array(bytes[at..<end])) }
            at = max(end, at + (end == at ? 1 : 0))
        }
        return texts
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.quote, ASCII.comma, ASCII.colon, ASCII.openBrace, ASCII.closeBrace, ASCII.openBracket,
            ASCII.closeBracket:
            true
        default: ASCII.isBlank(byte)
        }
    }
}
