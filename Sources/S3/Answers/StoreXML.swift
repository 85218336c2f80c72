/// An element of an XML document as stores and token services send them: names without prefixes, attributes left out.
struct StoreXML: Sendable, Equatable {
    /// Its name.
    let name: String
    /// Its text, without that of its children.
    var text = ""
    /// The elements in it, in order.
    var children: [StoreXML] = []

    init(_ name: String) { self.name = name }

    /// The first child of a name.
    subscript(name: String) -> StoreXML? { children.first { $0.name == name } }

    /// The children of a name.
    func all(_ name: String) -> [StoreXML] { children.filter { $0.name == name } }

    /// The text of the first child of a name, without blanks at its ends; nil if there is no such child.
    func text(_ name: String) -> String? { self[name].map { String($0.text[...].trimmed) } }

    /// Reads a document; nil if it is not one. What it declares is passed over, so nothing can be expanded.
    init?(_ document: [UInt8]) {
        var reader = Reader(document)
        guard let root = reader.document() else { return nil }
        self = root
    }
}

/// Reads XML: elements, text, the five named entities, numbered ones and CDATA.
private struct Reader {
    private static let deepest = 32
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> StoreXML? {
        // Text before the root is a byte order mark, or the blanks by which a store keeps a connection alive.
        while let byte = peek {
            guard byte == UInt8(ascii: "<") else {
                place += 1
                continue
            }
            guard isElement else {
                guard skipMarkup() else { return nil }
                continue
            }
            return element(depth: 0)
        }
        return nil
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private var isElement: Bool {
        place + 1 < bytes.count && !"?!/".utf8.contains(bytes[place + 1])
    }

    private func begins(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

    private mutating func skip(past text: String) -> ArraySlice<UInt8>? {
        guard let found = bytes[place...].firstRange(of: Array(text.utf8)) else { return nil }
        let passed = bytes[place..<found.lowerBound]
        place = found.upperBound
        return passed
    }

    /// Passes a declaration, an instruction or a comment.
    private mutating func skipMarkup() -> Bool { skip(past: begins("<!--") ? "-->" : ">") != nil }

    private mutating func element(depth: Int) -> StoreXML? {
        guard depth < Self.deepest, let tag = skip(past: ">") else { return nil }
        var inside = tag.dropFirst()
        let isEmpty = inside.last == UInt8(ascii: "/")
        if isEmpty { inside.removeLast() }
        guard let name = Self.name(inside) else { return nil }
        var element = StoreXML(name)
        if isEmpty { return element }
        var text: [UInt8] = []
        while let byte = peek {
            guard byte == UInt8(ascii: "<") else {
                guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")),
                    let piece = Self.unescaped(bytes[place..<end])
                else { return nil }
                text += piece
                place = end
                continue
            }
            if begins("</") {
                guard let end = skip(past: ">"), Self.name(end.dropFirst(2)) == name else { return nil }
                element.text = String(decoding: text, as: UTF8.self)
                return element
            } else if begins("<![CDATA[") {
                place += "<![CDATA[".utf8.count
                guard let piece = skip(past: "]]>") else { return nil }
                text += piece
            } else if isElement {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else if !skipMarkup() {
                return nil
            }
        }
        return nil
    }

    /// A name without its prefix, up to the first blank.
    private static func name(_ tag: ArraySlice<UInt8>) -> String? {
        let whole = tag.prefix { $0 > 0x20 }
        let local = whole.lastIndex(of: UInt8(ascii: ":")).map { whole[($0 + 1)...] } ?? whole
        return local.isEmpty ? nil : String(decoding: local, as: UTF8.self)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
                let piece = entity(String(decoding: rest[..<end], as: UTF8.self))
            else { return nil }
            result += piece
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static let entities = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]

    private static func entity(_ name: String) -> [UInt8]? {
        if let text = entities[name] { return Array(text.utf8) }
        guard name.hasPrefix("#") else { return nil }
        let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
        let number = isHex ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        return number.flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) }
    }
}

extension Substring {
    /// The text without white space at its ends.
    var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
