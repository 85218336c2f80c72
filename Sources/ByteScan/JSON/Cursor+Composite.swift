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
