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
