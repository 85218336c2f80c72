/// Eight bytes at a time.
///
/// The caller answers for the bounds: each load reads eight bytes from `offset`.
enum Wide {
    static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    @inline(__always)
    static func load(_ base: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Zero if eight bytes are the same in both texts.
    @inline(__always)
    static func difference(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
        unsafe load(left, offset) ^ load(right, offset)
    }

    /// A bit in each byte that is a quote, a backslash or below 0x20. Only the lowest one is exact.
    @inline(__always)
    static func stringStops(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- (ones &* 0x20)) & ~word)
        return found & highBits
    }

    /// A bit in each byte that equals `byte`. Only the lowest one is exact.
    @inline(__always)
    static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & highBits
    }

    /// Whether a byte stands among the first `count` at `base`, of which eight can be read at least.
    @inline(__always)
    static func contains(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if count <= 8 {
            let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
            // What lies behind the text is shifted out; a shift by 64 leaves nothing.
            return unsafe matches(load(base, 0), byte) << unused != 0
        }
        var found: UInt64 = 0
        var at = 0
        while at &+ 8 < count {
            found |= unsafe matches(load(base, at), byte)
            at &+= 8
        }
        // The last word overlaps the one before it.
        return unsafe found | matches(load(base, count &- 8), byte) != 0
    }
}
