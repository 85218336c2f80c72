extension ASCII {
    /// Whether all of `range` is digits.
    package static func areDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range where !isDigit(bytes[at]) { return false }
        return true
    }
}
