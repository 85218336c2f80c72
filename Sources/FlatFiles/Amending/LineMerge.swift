internal import ByteScan

/// Puts lines where they belong among others that are handed over one after another, newest first.
struct LineMerge {
    /// The oldest first, for taking from the end.
    private var waiting: [(time: [UInt8]?, line: [UInt8])]
    private let time: LineTime

    init(_ lines: [[UInt8]], time: LineTime) {
        self.time = time
        // The sort of the standard library is stable.
        waiting = lines.reversed().map { (time: time.of($0), line: $0) }.sorted { left, right in
            guard let second = right.time else { return false }
            return left.time.map { $0.lexicographicallyPrecedes(second) } ?? true
        }
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
