/// The parts of a JSON value on one line that this program has written or checked.
package struct JSONParts: Sendable, Equatable {
    package enum Kind {
        case text, number, word, list, object
    }

    /// A member of an object.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSONParts
    }

    /// The value as JSON.
    package let json: ArraySlice<UInt8>

    package init(_ json: ArraySlice<UInt8>) { self.json = json }

    package var kind: Kind {
        switch json.first ?? 0 {
        case ASCII.quote: .text
        case ASCII.openBracket: .list
        case ASCII.openBrace: .object
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): .word
        default: .number
        }
    }

    /// A text without its quotes and escapes, everything else as it is.
    package var bytes: [UInt8] {
        kind == .text ? JSONText.decoded(json.span, 1..<json.count - 1) : Array(json)
    }

    /// The text of a string; nil for any other value.
    package var text: String? { kind == .text ? String(decoding: bytes, as: UTF8.self) : nil }

    /// The value as JSON, for people.
    package var shown: String { String(decoding: json, as: UTF8.self) }

    /// The members of an object, in order; nil for anything else.
    package var members: [Member]? {
        guard kind == .object, json.last == ASCII.closeBrace else { return nil }
        var members: [Member] = []
        var at = json.startIndex + 1
        while at < json.endIndex - 1 {
            guard json[at] == ASCII.quote else { return nil }
            let key = JSONParts(json[at..<end(of: at, CanonicalJSON.endOfString) + 1])
            at = key.json.endIndex + 1
            guard at < json.endIndex - 1, json[at - 1] == ASCII.colon else { return nil }
            let value = JSONParts(json[at..<end(of: at, CanonicalJSON.endOfValue)])
            guard let name = key.text, !value.json.isEmpty else { return nil }
            members.append(Member(key: name, value: value))
            at = value.json.endIndex + 1
        }
        return members
    }

    /// The value of the member with a key.
    package subscript(key: String) -> JSONParts? { members?.first { $0.key == key }?.value }

    /// The items of a list, in order.
    package var items: [JSONParts] {
        var items: [JSONParts] = []
        var at = json.startIndex + 1
        while kind == .list, at < json.endIndex - 1 {
            items.append(JSONParts(json[at..<end(of: at, CanonicalJSON.endOfValue)]))
            at = items[items.count - 1].json.endIndex + 1
        }
        return items
    }

    /// Where what begins at an index ends, within the brackets around it.
    private func end(of index: Int, _ find: (Span<UInt8>, Int, Int) -> Int) -> Int {
        find(json.span, index - json.startIndex, json.count - 1) + json.startIndex
    }
}
