/// Stretches of text between what JSON escapes.
extension JSONText {
    /// Index of the first backslash from `start` on, or `end`.
    static func nextBackslash(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        next(bytes, start, end, stops: { Wide.matches($0, ASCII.backslash) }, isStop: { $0 == ASCII.backslash })
    }

    /// Index of the first byte from `start` on that JSON escapes, or `end`.
    static func nextStop(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        next(
            bytes, start, end, stops: Wide.stringStops,
            isStop: { $0 < ASCII.space || $0 == ASCII.quote || $0 == ASCII.backslash })
    }

    /// Appends a stretch as it stands.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        guard !range.isEmpty else { return }
        let stretch = bytes.extracting(range)
        unsafe stretch.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }

    @inline(__always)
    private static func next(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, stops: (UInt64) -> UInt64, isStop: (UInt8) -> Bool
    ) -> Int {
        precondition(end <= bytes.count, "a stretch that ends behind the buffer")
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return end }
            var at = start
            // Invariant: each load ends at `end` or before it, which lies within the buffer.
            while at &+ 8 <= end {
                let found = stops(unsafe Wide.load(base, at))
                if found != 0 { return at &+ (found.trailingZeroBitCount >> 3) }
                at &+= 8
            }
            while at < end, !isStop(unsafe base[at]) { at &+= 1 }
            return at
        }
    }
}
