import ByteScan

/// The parts of a JSON value that was already checked and stands on one line.
struct JSONParts {
    enum Kind {
        case text
        case number
        case word
        case list
        case object
    }

    let bytes: [UInt8]
    let range: Range<Int>

    init(_ bytes: [UInt8]) {
        self.init(bytes, bytes.indices)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    var kind: Kind {
        switch range.isEmpty ? 0 : bytes[range.lowerBound] {
        case ASCII.quote: .text
        case ASCII.openBracket: .list
        case ASCII.openBrace: .object
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): .word
        default: .number
        }
    }

    /// A text without its quotes and escapes, everything else as it stands.
    var text: [UInt8] {
        guard kind == .text else { return Array(bytes[range]) }
        var text: [UInt8] = []
        JSONText.decode(bytes.span, range.lowerBound + 1..<range.upperBound - 1, into: &text)
        return text
    }

    /// The members of an object, in order.
    var members: [(key: String, value: JSONParts)] {
        var members: [(key: String, value: JSONParts)] = []
        var at = range.lowerBound + 1
        while kind == .object, at < range.upperBound - 1 {
            let end = CanonicalJSON.endOfString(bytes.span, at, range.upperBound)
            let value = part(from: end + 2)
            members.append((String(decoding: JSONParts(bytes, at..<end + 1).text, as: UTF8.self), value))
            at = value.range.upperBound + 1
        }
        return members
    }

    /// The items of a list, in order.
    var items: [JSONParts] {
        var items: [JSONParts] = []
        var at = range.lowerBound + 1
        while kind == .list, at < range.upperBound - 1 {
            let item = part(from: at)
            items.append(item)
            at = item.range.upperBound + 1
        }
        return items
    }

    private func part(from start: Int) -> JSONParts {
        JSONParts(bytes, start..<CanonicalJSON.endOfValue(bytes.span, start, range.upperBound))
    }
}
