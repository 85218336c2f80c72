/// What stands around the blocks of a gzip member.
enum GzipFraming {
    /// Uncompressed bytes of each block but the last.
    static let blockBytes = 1 << 20
    /// Deflate without flags, time, name or hint of the system: nothing but the content decides the bytes.
    static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// An empty last block, the checksum and the length.
    static func trailer(crc: UInt32, uncompressed: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x03, 0x00]
        for word in [crc, UInt32(truncatingIfNeeded: uncompressed)] {
            for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return bytes
    }
}
