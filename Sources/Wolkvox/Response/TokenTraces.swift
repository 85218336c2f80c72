internal import Foundation

/// Finds what a text shows of a token: eight of its characters in a row or more, in any case, with characters encoded as
/// URLs, JSON or HTML encode them, or in base64.
struct TokenTraces: Sendable {
    private static let shortestTrace = 8

    private let traces: Set<[UInt8]>
    private let lengths: Set<Int>

    init(_ token: Token) {
        let bytes = Array(token.reveal().utf8)
        var traces: Set<[UInt8]> = []
        for needle in [bytes] + (0..<3).map({ Self.base64(bytes, behind: $0) }) {
            let folded = needle.map(Self.folded)
            let length = min(Self.shortestTrace, folded.count)
            // Of a short token, base64 leaves too little to be told from ordinary words.
            guard length > 0, needle == bytes || length == Self.shortestTrace else { continue }
            for start in 0...folded.count - length { traces.insert(Array(folded[start..<start + length])) }
        }
        self.traces = traces
        lengths = Set(traces.map(\.count))
    }

    /// Returns the text with all traces replaced by `[token]`.
    func removed(from text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let (folded, places) = Self.decoded(scalars)
        var isTrace = Array(repeating: false, count: scalars.count)
        for length in lengths where folded.count >= length {
            for start in 0...folded.count - length where traces.contains(Array(folded[start..<start + length])) {
                for index in places[start].lowerBound..<places[start + length - 1].upperBound { isTrace[index] = true }
            }
        }
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if !isTrace[index] {
                result.append(scalar)
            } else if index == 0 || !isTrace[index - 1] {
                result.append(contentsOf: "[token]".unicodeScalars)
            }
        }
        return String(result)
    }

    /// The characters that a text spells, as they are compared, each with the place of its spelling.
    private static func decoded(_ text: [Unicode.Scalar]) -> ([UInt8], [Range<Int>]) {
        var folded: [UInt8] = []
        var places: [Range<Int>] = []
        var at = 0
        while at < text.count {
            let (value, length) = escape(text[at...]) ?? (text[at].value, 1)
            folded.append(value < 0x80 ? Self.folded(UInt8(value)) : 0)
            places.append(at..<at + length)
            at += length
        }
        return (folded, places)
    }

    /// The value and the length of an escape at the start of a text: `%41`, `%2541`, `\u0041`, `&#65;`, `&#x41;`.
    private static func escape(_ text: ArraySlice<Unicode.Scalar>) -> (UInt32, Int)? {
        func digits(_ prefix: String, _ count: Range<Int>, radix: Int, end: String = "") -> (UInt32, Int)? {
            guard text.starts(with: prefix.unicodeScalars) else { return nil }
            let start = text.startIndex + prefix.unicodeScalars.count
            let run = text[start...].prefix(count.upperBound - 1).prefix { $0.isASCII && Character($0).isHexDigit }
            guard count.contains(run.count), text[run.endIndex...].starts(with: end.unicodeScalars) else { return nil }
            var spelled = String.UnicodeScalarView()
            spelled.append(contentsOf: run)
            guard let value = UInt32(String(spelled), radix: radix) else { return nil }
            return (value, run.endIndex + end.unicodeScalars.count - text.startIndex)
        }
        switch text.first {
        case "%": return digits("%25", 2..<3, radix: 16) ?? digits("%", 2..<3, radix: 16)
        case "\\": return digits("\\u", 4..<5, radix: 16)
        case "&": return digits("&#x", 1..<7, radix: 16, end: ";") ?? digits("&#", 1..<7, radix: 10, end: ";")
        default: return nil
        }
    }

    /// A byte as it is compared: letters in lower case, the two signs of base64 for URLs as those of base64.
    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 0x20
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }

    /// What base64 makes of a token behind some other bytes, without the characters that depend on its neighbours.
    private static func base64(_ bytes: [UInt8], behind count: Int) -> [UInt8] {
        let all = Array(repeating: 0, count: count) + bytes
        let text = Data(all.prefix(all.count - all.count % 3)).base64EncodedString()
        return Array(text.utf8.dropFirst(count == 0 ? 0 : count + 1))
    }
}
