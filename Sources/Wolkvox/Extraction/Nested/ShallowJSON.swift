internal import ByteScan

/// The parts of one JSON object or array by position, one level deep.
///
/// The parts themselves are not looked at: they are copied as they are, and the scanner behind finds what is unsound.
enum ShallowJSON {
    /// A member of an object: where its key stands, without quotes, and its value.
    struct Member {
        let key: Range<Int>
        let value: Range<Int>
    }

    /// The members of the object that fills `range`; nil if there is none, or it is broken.
    static func members(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Member]? {
        var members: [Member] = []
        let isWhole = walk(bytes, range: range, from: ASCII.openBrace, to: ASCII.closeBrace) { at in
            guard bytes[at] == ASCII.quote else { return nil }
            let quote = CanonicalJSON.endOfString(bytes, quote: at, limit: range.upperBound)
            let colon = CanonicalJSON.endOfBlanks(bytes, start: quote + 1, limit: range.upperBound)
            guard colon < range.upperBound, bytes[colon] == ASCII.colon else { return nil }
            let start = CanonicalJSON.endOfBlanks(bytes, start: colon + 1, limit: range.upperBound)
            let end = CanonicalJSON.endOfValue(bytes, start: start, limit: range.upperBound)
            guard start < end else { return nil }
            members.append(Member(key: at + 1..<quote, value: start..<end))
            return end
        }
        return isWhole ? members : nil
    }

    /// The elements of the array that fills `range`; nil if there is none, or it is broken.
    static func elements(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>]? {
        var elements: [Range<Int>] = []
        let isWhole = walk(bytes, range: range, from: ASCII.openBracket, to: ASCII.closeBracket) { at in
            let end = CanonicalJSON.endOfValue(bytes, start: at, limit: range.upperBound)
            guard at < end else { return nil }
            elements.append(at..<end)
            return end
        }
        return isWhole ? elements : nil
    }

    /// Whether an object fills `range`, as far as its first byte tells.
    static func isObject(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !range.isEmpty && bytes[range.lowerBound] == ASCII.openBrace
    }

    /// Steps over the parts between two marks; `part` takes the place where one begins and gives the place behind it.
    private static func walk(
        _ bytes: Span<UInt8>, range: Range<Int>, from opening: UInt8, to closing: UInt8, _ part: (Int) -> Int?
    ) -> Bool {
        guard range.count >= 2, bytes[range.lowerBound] == opening else { return false }
        var at = CanonicalJSON.endOfBlanks(bytes, start: range.lowerBound + 1, limit: range.upperBound)
        guard at < range.upperBound else { return false }
        if bytes[at] == closing { return at + 1 == range.upperBound }
        while at < range.upperBound {
            guard let end = part(at) else { return false }
            at = CanonicalJSON.endOfBlanks(bytes, start: end, limit: range.upperBound)
            guard at < range.upperBound else { return false }
            if bytes[at] == closing { return at + 1 == range.upperBound }
            guard bytes[at] == ASCII.comma else { return false }
            at = CanonicalJSON.endOfBlanks(bytes, start: at + 1, limit: range.upperBound)
        }
        return false
    }
}
