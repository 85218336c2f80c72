/// Reads a JSON document from front to back: each value is taken as what it is expected to be, without a tree of it.
///
/// A document that is not JSON, or in which something else stands than what is asked for, throws ``Unexpected``.
package struct JSONReader {
    /// Something else stands in the document than what was asked for.
    package struct Unexpected: Error {
        package init() {}
    }

    /// The keys that an object may have, in the order in which they are likely to come.
    package struct Keys: Sendable {
        private let names: [[UInt8]]
        /// A bit for the place of each key that an object must have.
        fileprivate let required: UInt64

        /// At most 64 names, and those among them that an object must have.
        package init(_ names: [String], required: [String] = []) {
            self.names = names.map { Array($0.utf8) }
            self.required = names.enumerated().reduce(0) { required.contains($1.element) ? $0 | 1 << $1.offset : $0 }
        }

        /// The place of a key in the list; `expected` is looked at first.
        fileprivate func place(of key: ArraySlice<UInt8>, expected: Int) -> Int? {
            for step in names.indices {
                let place = (expected + step) % names.count
                if names[place].count == key.count, names[place].elementsEqual(key) { return place }
            }
            return nil
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Objects and lists

    /// Reads an object: `member` is called behind each key of the list, with the key's place in it, and reads the value. Values
    /// of other keys are passed over. An object that lacks a key that it must have is not what was asked for.
    package mutating func object(
        _ keys: Keys, _ member: (inout JSONReader, Int) throws(Unexpected) -> Void
    ) throws(Unexpected) {
        var expected = 0
        var seen: UInt64 = 0
        try elements(from: ASCII.openBrace, to: ASCII.closeBrace) { reader throws(Unexpected) in
            let key = try reader.string()
            try reader.take(ASCII.colon)
            let plain = reader.bytes[key.range]
            let place =
                key.isEscaped
                ? keys.place(of: reader.unescaped(key.range)[...], expected: expected)
                : keys.place(of: plain, expected: expected)
            guard let place else { return try reader.skip() }
            expected = place + 1
            seen |= 1 << UInt64(place)
            try member(&reader, place)
        }
        guard seen & keys.required == keys.required else { throw Unexpected() }
    }

    /// Reads a list: `element` reads each of its elements.
    package mutating func list<Element>(_ element: (inout JSONReader) throws(Unexpected) -> Element)
        throws(Unexpected) -> [Element]
    {
        var list: [Element] = []
        try elements(from: ASCII.openBracket, to: ASCII.closeBracket) { reader throws(Unexpected) in
            list.append(try element(&reader))
        }
        return list
    }

    private mutating func elements(
        from open: UInt8, to close: UInt8, _ body: (inout JSONReader) throws(Unexpected) -> Void
    ) throws(Unexpected) {
        try take(open)
        guard !skip(close) else { return }
        repeat { try body(&self) } while skip(ASCII.comma)
        try take(close)
    }

    // MARK: Scalars

    /// Reads a string.
    package mutating func text() throws(Unexpected) -> String {
        let (range, isEscaped) = try string()
        let text = String(validating: isEscaped ? unescaped(range)[...] : bytes[range], as: UTF8.self)
        guard let text else { throw Unexpected() }
        return text
    }

    /// Reads a string or `null`.
    package mutating func textIfAny() throws(Unexpected) -> String? { try skipNull() ? nil : text() }

    /// Reads a whole number in plain digits.
    package mutating func integer() throws(Unexpected) -> Int {
        skipBlanks()
        let start = position
        while position < bytes.count, ASCII.isDigit(bytes[position]) || bytes[position] == ASCII.minus { position += 1 }
        guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else { throw Unexpected() }
        return number
    }

    /// Reads a whole number or `null`.
    package mutating func integerIfAny() throws(Unexpected) -> Int? { try skipNull() ? nil : integer() }

    /// Reads `null` if it is next.
    package mutating func skipNull() throws(Unexpected) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "n") else { return false }
        try skip()
        return true
    }

    // MARK: Whole values

    /// Passes over a value of any kind.
    package mutating func skip() throws(Unexpected) {
        let start = position
        let end: Int? = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var cursor = unsafe Cursor(base: base, limit: buffer.count, position: start)
            guard (try? cursor.value(ScanLimits())) != nil else { return nil }
            return cursor.position
        }
        guard let end else { throw Unexpected() }
        position = end
    }

    /// Passes over a value that is byte for byte the same as an earlier one; false if it is another.
    package mutating func skip(_ value: ArraySlice<UInt8>) -> Bool {
        skipBlanks()
        guard bytes.count - position >= value.count, bytes[position..<position + value.count].elementsEqual(value)
        else {
            return false
        }
        position += value.count
        return true
    }

    /// The bytes of what `body` reads.
    package mutating func bytes(of body: (inout JSONReader) throws(Unexpected) -> Void) throws(Unexpected)
        -> ArraySlice<UInt8>
    {
        skipBlanks()
        let start = position
        try body(&self)
        return bytes[start..<position]
    }

    /// Makes sure that nothing but blanks is left.
    package mutating func end() throws(Unexpected) {
        skipBlanks()
        guard position == bytes.count else { throw Unexpected() }
    }

    // MARK: Bytes

    private mutating func skipBlanks() {
        while position < bytes.count, ASCII.isBlank(bytes[position]) { position += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ byte: UInt8) throws(Unexpected) {
        guard skip(byte) else { throw Unexpected() }
    }

    /// Where a string's text is, and whether it has escapes.
    private mutating func string() throws(Unexpected) -> (range: Range<Int>, isEscaped: Bool) {
        try take(ASCII.quote)
        let start = position
        position = JSONText.nextStop(bytes.span, start: start, limit: bytes.count)
        if position < bytes.count, bytes[position] == ASCII.quote {
            position += 1
            return (start..<position - 1, false)
        }
        position = start - 1
        try skip()
        return (start..<position - 1, true)
    }

    private func unescaped(_ range: Range<Int>) -> [UInt8] { JSONText.decoded(bytes.span, range) }
}
