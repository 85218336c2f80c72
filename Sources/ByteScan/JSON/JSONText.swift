/// Text as JSON spells it: decoding, encoding, and the one spelling that this program writes.
///
/// The canonical spelling escapes only what must be: `\"`, `\\`, the short forms `\b \f \n \r \t`, and `\u00xx` in lower
/// case for the other control characters. All else stands as UTF-8. One value has one spelling, so that the same rows
/// always make the same bytes.
public enum JSONText {
    /// Appends the text that `range` spells, with its escapes resolved; half of a surrogate pair becomes U+FFFD.
    public static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, into text: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            let stop = nextBackslash(bytes, start: at, limit: range.upperBound)
            append(bytes, at..<stop, to: &text)
            at = stop
            if at + 1 < range.upperBound {
                decodeEscape(bytes, at: &at, limit: range.upperBound, into: &text)
            } else if at < range.upperBound {
                text.append(ASCII.backslash)
                at += 1
            }
        }
    }

    /// Returns the text that `range` spells; see ``decode(_:_:into:)``.
    package static func decoded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        decode(bytes, range, into: &text)
        return text
    }

    /// Returns text in UTF-8 in the canonical spelling, without quotes.
    package static func encoded(_ text: [UInt8]) -> [UInt8] {
        var json: [UInt8] = []
        encode(text.span, text.indices, into: &json)
        return json
    }

    /// Appends `bytes` (text in UTF-8) in the canonical spelling, without quotes.
    public static func encode(_ bytes: Span<UInt8>, _ range: Range<Int>, into json: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            let stop = nextStop(bytes, start: at, limit: range.upperBound)
            append(bytes, at..<stop, to: &json)
            at = stop
            if at < range.upperBound {
                encodeEscape(bytes[at], into: &json)
                at += 1
            }
        }
    }

    /// Whether a well-formed spelling is already the canonical one.
    public static func isCanonical(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while true {
            at = nextBackslash(bytes, start: at, limit: range.upperBound)
            guard at < range.upperBound else { return true }
            guard at + 1 < range.upperBound else { return false }
            switch bytes[at + 1] {
            case ASCII.slash:
                return false
            case UInt8(ascii: "u"):
                guard at + 6 <= range.upperBound, isCanonicalUnit(bytes, at + 2) else { return false }
                at += 6
            default:
                at += 2
            }
        }
    }

    private static func isCanonicalUnit(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard let unit = hexUnit(bytes, start), unit < 0x20 else { return false }
        var canonical: [UInt8] = []
        encodeEscape(UInt8(unit), into: &canonical)
        guard canonical.count == 6 else { return false }
        return (0..<4).allSatisfy { canonical[2 + $0] == bytes[start + $0] }
    }

    private static func decodeEscape(
        _ bytes: Span<UInt8>, at: inout Int, limit: Int, into text: inout [UInt8]
    ) {
        let byte = bytes[at + 1]
        at += 2
        switch byte {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard at + 4 <= limit, let unit = hexUnit(bytes, at) else { return append("\u{FFFD}", to: &text) }
            at += 4
            guard unit & 0xF800 == 0xD800 else { return append(Unicode.Scalar(unit) ?? "\u{FFFD}", to: &text) }
            guard unit < 0xDC00, at + 6 <= limit, bytes[at] == ASCII.backslash, bytes[at + 1] == UInt8(ascii: "u"),
                let low = hexUnit(bytes, at + 2), low & 0xFC00 == 0xDC00
            else { return append("\u{FFFD}", to: &text) }
            at += 6
            let scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
            append(Unicode.Scalar(scalar) ?? "\u{FFFD}", to: &text)
        default: text.append(byte)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func hexUnit(_ bytes: Span<UInt8>, _ start: Int) -> UInt16? {
        var unit: UInt16 = 0
        for index in start..<start + 4 {
            guard index < bytes.count, let digit = ASCII.hexValue(bytes[index]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func encodeEscape(_ byte: UInt8, into json: inout [UInt8]) {
        json.append(ASCII.backslash)
        switch byte {
        case ASCII.quote, ASCII.backslash: json.append(byte)
        case 0x08: json.append(UInt8(ascii: "b"))
        case 0x0C: json.append(UInt8(ascii: "f"))
        case 0x0A: json.append(UInt8(ascii: "n"))
        case 0x0D: json.append(UInt8(ascii: "r"))
        case 0x09: json.append(UInt8(ascii: "t"))
        default:
            json.append(contentsOf: "u00".utf8)
            json.append(ASCII.hexDigit(byte >> 4))
            json.append(ASCII.hexDigit(byte & 15))
        }
    }
}

/// Stretches of text between what JSON escapes.
extension JSONText {
    /// Index of the first backslash from `start` on, or `limit`.
    static func nextBackslash(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int {
        next(
            bytes, start: start, limit: limit, stops: { Wide.matches($0, ASCII.backslash) },
            isStop: { $0 == ASCII.backslash })
    }

    /// Index of the first byte from `start` on that JSON escapes, or `limit`.
    static func nextStop(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int {
        next(
            bytes, start: start, limit: limit, stops: Wide.stringStops,
            isStop: { $0 < ASCII.space || $0 == ASCII.quote || $0 == ASCII.backslash })
    }

    /// Appends a stretch as it stands.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        guard !range.isEmpty else { return }
        let stretch = bytes.extracting(range)
        unsafe stretch.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }

    @inline(__always)
    private static func next(
        _ bytes: Span<UInt8>, start: Int, limit: Int, stops: (UInt64) -> UInt64, isStop: (UInt8) -> Bool
    ) -> Int {
        precondition(limit <= bytes.count, "a stretch that ends behind the buffer")
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return limit }
            var at = start
            // Invariant: each load ends at `limit` or before it, which lies within the buffer.
            while at &+ 8 <= limit {
                let found = stops(unsafe Wide.load(base, at: at))
                if found != 0 { return at &+ (found.trailingZeroBitCount >> 3) }
                at &+= 8
            }
            while at < limit, !isStop(unsafe base[at]) { at &+= 1 }
            return at
        }
    }
}
