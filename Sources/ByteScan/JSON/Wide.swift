/// Eight bytes at a time.
///
/// The caller answers for the bounds: each load reads eight bytes from `offset`.
enum Wide {
    static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    @inline(__always)
    static func load(_ base: UnsafePointer<UInt8>, at offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Zero if eight bytes are the same in both texts.
    @inline(__always)
    static func difference(_ left: UnsafePointer<UInt8>, to right: UnsafePointer<UInt8>, at offset: Int) -> UInt64 {
        unsafe load(left, at: offset) ^ load(right, at: offset)
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

    /// How many of eight bytes are whole characters of one or two bytes in well-formed UTF-8: 8, 7 if the last one begins
    /// a character of two, or 0 if anything else is among them.
    @inline(__always)
    static func pairedBytes(_ word: UInt64) -> Int {
        let high = word & highBits
        if high == 0 { return 8 }
        let leads = high & (word &<< 1)
        let continuations = high & ~leads
        // C0 and C1 would spell what one byte can; from E0 on a character has three bytes or four.
        let sound = ((word & (ones &* 0x1E)) &+ (ones &* 0x7E)) & ~(word &<< 2)
        guard leads & ~sound == 0, continuations == leads &<< 8 else { return 0 }
        return 8 &- Int(truncatingIfNeeded: leads &>> 63)
    }

    /// A bit in each byte that equals `byte`. Only the lowest one is exact.
    @inline(__always)
    static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & highBits
    }

    /// Whether a byte stands among the first `count` at `base`, of which eight can be read at least.
    @inline(__always)
    static func contains(_ byte: UInt8, in base: UnsafePointer<UInt8>, count: Int) -> Bool {
        if count <= 8 {
            let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
            // What lies behind the text is shifted out; a shift by 64 leaves nothing.
            return unsafe matches(load(base, at: 0), byte) << unused != 0
        }
        var found: UInt64 = 0
        var at = 0
        while at &+ 8 < count {
            found |= unsafe matches(load(base, at: at), byte)
            at &+= 8
        }
        // The last word overlaps the one before it.
        return unsafe found | matches(load(base, at: count &- 8), byte) != 0
    }
}
