internal import ByteScan
internal import ETL

/// Puts lines where they belong among others that are handed over one after another, newest first.
struct LineMerge {
    /// The oldest first, for taking from the end.
    private var waiting: [(time: [UInt8]?, line: [UInt8])]
    private let time: LineTime

    init(_ lines: [[UInt8]], time: LineTime) {
        self.time = time
        let timed = lines.map { (time: time.of($0), line: $0) }
        // The sort of the standard library is stable.
        waiting = timed.enumerated().sorted { left, right in
            guard let first = left.element.time, let second = right.element.time else {
                return left.element.time == nil && right.element.time == nil
                    ? left.offset > right.offset : left.element.time == nil
            }
            return first == second ? left.offset > right.offset : first.lexicographicallyPrecedes(second)
        }.map(\.element)
    }

    /// Appends the next of the others, after all that is newer; `line` comes without its end.
    mutating func append(_ line: [UInt8], to output: inout [UInt8]) {
        if !waiting.isEmpty, let own = time.of(line) {
            while let next = waiting.last, let newer = next.time, own.lexicographicallyPrecedes(newer) {
                output += next.line
                waiting.removeLast()
            }
        }
        output += line
        output.append(ASCII.lineFeed)
    }

    /// Appends what is left.
    mutating func appendRest(to output: inout [UInt8]) {
        while let next = waiting.popLast() { output += next.line }
    }
}

/// Finds the time of a row in its line: the clock on the wall, to the second.
struct LineTime {
    private static let length = 19

    private let name: String?
    private let column: Int
    private let format: FlatFileFormat

    init(_ schema: Schema, _ format: FlatFileFormat) {
        let place = schema.eventTime.flatMap(schema.index).flatMap { schema.fields[$0].type == .timestamp ? $0 : nil }
        name = place.map { schema.fields[$0].name }
        column = place ?? 0
        self.format = format
    }

    /// Nil where rows carry no time.
    func of(_ line: [UInt8]) -> [UInt8]? {
        guard let name else { return nil }
        switch format {
        case .ndjson:
            guard let text = JSONMembers(line.last == ASCII.lineFeed ? line.dropLast() : line)?[name]?.text else {
                return nil
            }
            return Array(text.utf8.prefix(Self.length))
        case .csv:
            return csvField(line)
        }
    }

    private func csvField(_ line: [UInt8]) -> [UInt8]? {
        var field = 0
        var isQuoted = false
        var text: [UInt8] = []
        for byte in line {
            if byte == ASCII.quote {
                isQuoted.toggle()
            } else if byte == ASCII.comma, !isQuoted {
                if field == column { break }
                field += 1
            } else if field == column {
                text.append(byte)
            }
        }
        return text.count >= Self.length ? Array(text.prefix(Self.length)) : nil
    }
}
