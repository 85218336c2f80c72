/// The members of one JSON object that this program has written, in order.
package struct JSONMembers: Sendable {
    /// A member.
    package struct Member: Sendable, Equatable {
        package let key: String
        /// The value as JSON.
        package let json: [UInt8]

        /// The text of a string; nil for any other value.
        package var text: String? {
            guard json.first == ASCII.quote else { return nil }
            var text: [UInt8] = []
            JSONText.decode(json.span, 1..<json.count - 1, into: &text)
            return String(decoding: text, as: UTF8.self)
        }

        /// The value as JSON, for people.
        package var shown: String { String(decoding: json, as: UTF8.self) }
    }

    package let all: [Member]

    /// The members of an object on one line; nil for anything else.
    package init?(_ line: [UInt8]) {
        guard line.first == ASCII.openBrace, line.last == ASCII.closeBrace else { return nil }
        let bytes = line.span
        let limit = line.count - 1
        var members: [Member] = []
        var at = 1
        while at < limit {
            guard bytes[at] == ASCII.quote else { return nil }
            let end = CanonicalJSON.endOfString(bytes, at, limit)
            var key: [UInt8] = []
            JSONText.decode(bytes, at + 1..<end, into: &key)
            at = end + 2
            guard at < limit, bytes[at - 1] == ASCII.colon else { return nil }
            let value = at..<CanonicalJSON.endOfValue(bytes, at, limit)
            guard !value.isEmpty else { return nil }
            members.append(Member(key: String(decoding: key, as: UTF8.self), json: Array(line[value])))
            at = value.upperBound + 1
        }
        all = members
    }

    /// The member with a key.
    package subscript(key: String) -> Member? { all.first { $0.key == key } }
}
