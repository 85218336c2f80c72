/// Why a cursor stopped before the end of a value.
enum ScanStop: Error {
    /// The bytes at hand end within the value; with more of them it may be whole.
    case needMore
    /// No further byte can mend it; the offset counts from the start of the buffer.
    case broken(JSONScanError.Code, at: Int)

    /// Whether it is sound JSON as far as it was read, and only more of it than is wanted.
    var isBeyondLimits: Bool {
        switch self {
        case .broken(.tooDeep, _), .broken(.tooManyKeys, _): true
        default: false
        }
    }
}

/// Reads JSON values out of a buffer, one at a time, by position.
///
/// The one place where bytes are read through a pointer. Invariant: `base` is valid for `limit` bytes as long as the
/// cursor lives, which is no longer than the closure that lends the buffer, and every load is guarded by a comparison
/// with `limit` before it.
@safe struct Cursor {
    let base: UnsafePointer<UInt8>
    /// Index behind the last byte that may be read.
    var limit: Int
    var position: Int

    @inline(__always)
    init(base: UnsafePointer<UInt8>, limit: Int, position: Int) {
        unsafe self.base = base
        self.limit = limit
        self.position = position
    }

    @inline(__always)
    func byte(_ index: Int) -> UInt8 { unsafe base[index] }

    @inline(__always)
    mutating func peek() throws(ScanStop) -> UInt8 {
        guard position < limit else { throw .needMore }
        return byte(position)
    }

    /// The next byte that is no blank, not consumed.
    @inline(__always)
    mutating func peekAfterBlanks() throws(ScanStop) -> UInt8 {
        while position < limit {
            let next = byte(position)
            if next > ASCII.space { return next }
            guard ASCII.isBlank(next) else { throw .broken(.unexpectedByte, at: position) }
            position += 1
        }
        throw .needMore
    }

    /// Consumes `expected` after any blanks.
    @inline(__always)
    mutating func expect(_ expected: UInt8) throws(ScanStop) {
        guard try peekAfterBlanks() == expected else { throw .broken(.unexpectedByte, at: position) }
        position += 1
    }

    /// Consumes `expected` if it is the next byte.
    @inline(__always)
    mutating func skip(_ expected: UInt8) -> Bool {
        guard position < limit, byte(position) == expected else { return false }
        position &+= 1
        return true
    }

    /// Whether `count` bytes at `index`, all within the limit, are those at `expected`; the caller answers for as many
    /// readable bytes there.
    @inline(__always)
    func matches(_ expected: UnsafePointer<UInt8>, _ count: Int, at index: Int) -> Bool {
        guard index &+ count <= limit else { return false }
        let own = unsafe base + index
        // Words that overlap cover any length between, and one branch asks for all of them.
        if count >= 8, count <= 32 {
            var difference =
                unsafe Wide.difference(own, to: expected, at: 0) | Wide.difference(own, to: expected, at: count &- 8)
            if count > 16 {
                difference |=
                    unsafe Wide.difference(own, to: expected, at: 8)
                    | Wide.difference(own, to: expected, at: count &- 16)
            }
            return difference == 0
        }
        for at in 0..<count {
            guard unsafe base[index &+ at] == expected[at] else { return false }
        }
        return true
    }

    /// A value of any kind, checked to its end.
    mutating func value(_ limits: ScanLimits) throws(ScanStop) -> Cell {
        let first = try peekAfterBlanks()
        switch first {
        case ASCII.quote: return try string()
        case ASCII.minus, ASCII.zero...ASCII.nine: return try number(limits)
        case ASCII.openBrace, ASCII.openBracket: return try composite(limits)
        case UInt8(ascii: "t"): return try literal("true", .boolean)
        case UInt8(ascii: "f"): return try literal("false", .boolean)
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw .broken(.unexpectedByte, at: position)
        }
    }

    private mutating func literal(_ text: StaticString, _ kind: Cell.Kind) throws(ScanStop) -> Cell {
        let start = position
        for index in 0..<text.utf8CodeUnitCount {
            guard start + index < limit else { throw .needMore }
            guard unsafe byte(start + index) == text.utf8Start[index] else {
                throw .broken(.unexpectedByte, at: start + index)
            }
        }
        position = start + text.utf8CodeUnitCount
        return kind == .null ? .null : Cell(kind, start: start, length: position - start)
    }
}

extension Cursor {
    /// An object or array, checked to its end without recursion.
    mutating func composite(_ limits: ScanLimits) throws(ScanStop) -> Cell {
        let start = position
        var levels: [(isObject: Bool, keys: Int)] = []
        var afterValue = false
        repeat {
            let next = try peekAfterBlanks()
            if afterValue, let level = levels.last {
                if next == (level.isObject ? ASCII.closeBrace : ASCII.closeBracket) {
                    position += 1
                    levels.removeLast()
                } else if next == ASCII.comma {
                    position += 1
                    if level.isObject { try key(&levels[levels.count - 1].keys, limits) }
                    afterValue = false
                } else {
                    throw .broken(.unexpectedByte, at: position)
                }
                continue
            }
            guard next == ASCII.openBrace || next == ASCII.openBracket else {
                _ = try value(limits)
                afterValue = true
                continue
            }
            guard levels.count < limits.depth else { throw .broken(.tooDeep, at: position) }
            let isObject = next == ASCII.openBrace
            position += 1
            if try peekAfterBlanks() == (isObject ? ASCII.closeBrace : ASCII.closeBracket) {
                position += 1
                afterValue = true
            } else {
                levels.append((isObject, 0))
                if isObject { try key(&levels[levels.count - 1].keys, limits) }
                afterValue = false
            }
        } while !levels.isEmpty
        return Cell(.composite, start: start, length: position - start)
    }

    private mutating func key(_ count: inout Int, _ limits: ScanLimits) throws(ScanStop) {
        guard try peekAfterBlanks() == ASCII.quote else { throw .broken(.unexpectedByte, at: position) }
        let start = position
        _ = try string()
        count += 1
        guard count <= limits.keys else { throw .broken(.tooManyKeys, at: start) }
        try expect(ASCII.colon)
    }
}

extension Cursor {
    /// Whether the bytes of a range are well-formed UTF-8 (Unicode, table 3-7).
    func isUTF8(_ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            // Letters with accents take two bytes: words of such and of ASCII are looked at as a whole.
            if at &+ 8 <= limit {
                var word = unsafe Wide.load(base, at: at)
                // What lies behind the text counts as ASCII.
                if end &- at < 8 { word &= (1 &<< UInt64(truncatingIfNeeded: 8 &* (end &- at))) &- 1 }
                let taken = Wide.pairedBytes(word)
                at &+= taken
                if taken != 0 { continue }
            }
            let lead = byte(at)
            if lead < 0x80 {
                at &+= 1
            } else if lead &- 0xC2 < 0x1E {
                guard at &+ 1 < end, isContinuation(at &+ 1) else { return false }
                at &+= 2
            } else if lead &- 0xE0 < 0x10 {
                guard at &+ 2 < end, isContinuation(at &+ 1), isContinuation(at &+ 2) else { return false }
                // E0 would spell what two bytes can, ED half of a surrogate pair.
                if lead == 0xE0, byte(at &+ 1) < 0xA0 { return false }
                if lead == 0xED, byte(at &+ 1) > 0x9F { return false }
                at &+= 3
            } else {
                guard lead &- 0xF0 < 5, at &+ 3 < end else { return false }
                guard isContinuation(at &+ 1), isContinuation(at &+ 2), isContinuation(at &+ 3) else { return false }
                // F0 would spell what three bytes can, F4 what lies beyond Unicode.
                if lead == 0xF0, byte(at &+ 1) < 0x90 { return false }
                if lead == 0xF4, byte(at &+ 1) > 0x8F { return false }
                at &+= 4
            }
        }
        return true
    }

    @inline(__always)
    private func isContinuation(_ index: Int) -> Bool { byte(index) & 0xC0 == 0x80 }
}
