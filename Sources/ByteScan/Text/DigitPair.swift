/// Two digits, as dates and times are made of.
enum DigitPair {
    /// The number from 0 to 99 that stands at `at`, or nil.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let tens = bytes[at] &- ASCII.zero
        let ones = bytes[at + 1] &- ASCII.zero
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
