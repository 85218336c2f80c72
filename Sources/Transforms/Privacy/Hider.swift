internal import ByteScan

/// Makes of a text something that hides it.
protocol Hider: Sendable {
    /// Adds what may be shown of a text to `output`; the text stands at `range` of `bytes`, in sound UTF-8 and with no
    /// escapes.
    mutating func hide(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8])
}
