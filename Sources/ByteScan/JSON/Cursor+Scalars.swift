extension Cursor {
    /// A string, from its opening quote; the cell leaves the quotes out.
    @inline(__always)
    mutating func string() throws(ScanStop) -> Cell {
        position &+= 1
        return try restOfString()
    }

    /// A string, from behind its opening quote; the cell leaves the closing one out.
    @inline(__always)
    mutating func restOfString() throws(ScanStop) -> Cell {
        let start = position
        var at = start
        let (stop, high) = nextStop(&at)
        if stop == ASCII.quote, high & Wide.highBits == 0 || isUTF8(start..<at) {
            position = at &+ 1
            return Cell(.text, start: start, length: at &- start)
        }
        return try unusualString(start: start, at: at, high: high & Wide.highBits != 0)
    }

    /// Moves to the next quote, backslash or control character, eight bytes a step; returns it, or nil close to the
    /// limit, and all bytes before it laid over one another.
    @inline(__always)
    private func nextStop(_ at: inout Int) -> (stop: UInt8?, seen: UInt64) {
        var seen: UInt64 = 0
        while at &+ 8 <= limit {
            let word = unsafe Wide.load(base, at: at)
            let stops = Wide.stringStops(word)
            if stops == 0 {
                seen |= word
                at &+= 8
                continue
            }
            let before = UInt64(truncatingIfNeeded: stops.trailingZeroBitCount & ~7)
            at &+= Int(before >> 3)
            return (UInt8(truncatingIfNeeded: word &>> before), seen | word & ((1 &<< before) &- 1))
        }
        return (nil, seen)
    }

    /// A string with escapes, with mistakes, or at the end of the buffer.
    @inline(never)
    private mutating func unusualString(start: Int, at: Int, high: Bool) throws(ScanStop) -> Cell {
        var at = at
        var high = high
        var escaped = false
        var control = false
        var lone = false
        scan: while true {
            guard at < limit else { throw .needMore }
            let next = byte(at)
            switch next {
            case ASCII.quote:
                break scan
            case ASCII.backslash:
                escaped = true
                lone = try escape(&at) || lone
                high = nextStop(&at).seen & Wide.highBits != 0 || high
            case 0..<ASCII.space:
                control = true
                at += 1
            default:
                high = high || next >= 0x80
                at += 1
            }
        }
        position = at + 1
        let kind: Cell.Kind =
            if high && !isUTF8(start..<at) {
                .invalidUTF8
            } else if control {
                .controlCharacter
            } else if lone {
                .loneSurrogate
            } else {
                escaped ? .escaped : .text
            }
        return Cell(kind, start: start, length: at - start)
    }

    /// Steps over one escape, or over both halves of a pair; returns whether it is half of a pair alone.
    private func escape(_ at: inout Int) throws(ScanStop) -> Bool {
        guard at + 1 < limit else { throw .needMore }
        switch byte(at + 1) {
        case ASCII.quote, ASCII.backslash, ASCII.slash, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
            return false
        case UInt8(ascii: "u"):
            let unit = try hexUnit(at + 2)
            at += 6
            guard unit & 0xF800 == 0xD800 else { return false }
            guard unit < 0xDC00 else { return true }
            // A high half: the low half must follow at once, or the string is not text.
            guard at < limit else { throw .needMore }
            guard byte(at) == ASCII.backslash else { return true }
            guard at + 1 < limit else { throw .needMore }
            guard byte(at + 1) == UInt8(ascii: "u") else { return true }
            let low = try hexUnit(at + 2)
            guard low & 0xFC00 == 0xDC00 else { return true }
            at += 6
            return false
        default:
            throw .broken(.malformedEscape, at: at + 1)
        }
    }

    private func hexUnit(_ start: Int) throws(ScanStop) -> UInt16 {
        var unit: UInt16 = 0
        for index in start..<start + 4 {
            guard index < limit else { throw .needMore }
            guard let digit = ASCII.hexValue(byte(index)) else { throw .broken(.malformedEscape, at: index) }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}

extension Cursor {
    /// A number in JSON's grammar, kept as the digits that came.
    mutating func number(_ limits: ScanLimits) throws(ScanStop) -> Cell {
        let start = position
        var at = start
        if try digitOrEnd(at) == ASCII.minus { at += 1 }
        guard ASCII.isDigit(try digitOrEnd(at)) else { throw .broken(.malformedNumber, at: at) }
        if byte(at) == ASCII.zero {
            at += 1
            if at < limit, ASCII.isDigit(byte(at)) { throw .broken(.malformedNumber, at: at) }
        } else {
            at = try digits(from: at)
        }
        if try digitOrEnd(at) == ASCII.dot {
            at = try digits(from: at + 1)
        }
        if (try digitOrEnd(at) | 0x20) == UInt8(ascii: "e") {
            at += 1
            let sign = try digitOrEnd(at)
            if sign == ASCII.plus || sign == ASCII.minus { at += 1 }
            at = try digits(from: at)
        }
        guard at - start <= limits.numberLength else { throw .broken(.tooLong, at: start) }
        position = at
        return Cell(.number, start: start, length: at - start)
    }

    private func digitOrEnd(_ index: Int) throws(ScanStop) -> UInt8 {
        guard index < limit else { throw .needMore }
        return byte(index)
    }

    private func digits(from start: Int) throws(ScanStop) -> Int {
        guard ASCII.isDigit(try digitOrEnd(start)) else { throw .broken(.malformedNumber, at: start) }
        var at = start + 1
        while at < limit, ASCII.isDigit(byte(at)) { at += 1 }
        guard at < limit else { throw .needMore }
        return at
    }
}

extension Cursor {
    /// The bytes of a cell, with the escapes of a text resolved.
    func decoded(_ cell: Cell) -> [UInt8] {
        var raw: [UInt8] = []
        raw.reserveCapacity(cell.length)
        for index in cell.range { raw.append(byte(index)) }
        return cell.kind == .escaped ? JSONText.decoded(raw.span, raw.indices) : raw
    }
}
