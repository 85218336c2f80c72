internal import CZlib

/// CRC-32 as gzip uses it. Invariant of the `unsafe` call: the pointer is valid for the count it is given with.
enum Checksum {
    /// The checksum of what `crc` covers followed by `bytes`.
    static func crc(_ bytes: ArraySlice<UInt8>, after crc: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe UInt32(truncatingIfNeeded: crc32(uLong(crc), buffer.baseAddress, uInt(buffer.count)))
        }
    }

    /// The checksum of two stretches one after another, from the checksum of each.
    static func combine(_ first: UInt32, _ second: UInt32, secondLength: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine(uLong(first), uLong(second), numericCast(secondLength)))
    }
}
