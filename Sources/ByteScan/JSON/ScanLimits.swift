/// How much a scanner takes from a server that it doesn't trust.
public struct ScanLimits: Sendable, Equatable {
    /// Bytes of one element of `data`, or of one value of the envelope.
    public var elementBytes: Int
    /// Levels of arrays and objects within one value.
    public var depth: Int
    /// Keys of one object.
    public var keys: Int
    /// Digits and signs of one number.
    public var numberLength: Int

    /// The same, but for depth and keys, which only the memory of a scanner bounds: some megabytes at most.
    var beyondReason: ScanLimits {
        ScanLimits(elementBytes: elementBytes, depth: 1 << 20, keys: .max, numberLength: numberLength)
    }

    /// Limits far above what the API was ever seen to send.
    public init(elementBytes: Int = 4 << 20, depth: Int = 64, keys: Int = 1024, numberLength: Int = 256) {
        self.elementBytes = elementBytes
        self.depth = depth
        self.keys = keys
        self.numberLength = numberLength
    }
}
