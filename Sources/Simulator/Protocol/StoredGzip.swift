/// Gzip without compression: a reader cannot tell, and no library is needed.
struct StoredGzip {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private var checksum: UInt32 = 0xFFFF_FFFF
    private var size: UInt32 = 0
    private var hasStarted = false

    mutating func wrap(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        var out: [UInt8] = hasStarted ? [] : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        hasStarted = true
        for byte in bytes { checksum = Self.table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ (checksum >> 8) }
        size &+= UInt32(truncatingIfNeeded: bytes.count)
        for start in stride(from: 0, to: bytes.count, by: 0xFFFF) {
            let block = bytes[start..<min(start + 0xFFFF, bytes.count)]
            out.append(0)
            Self.append(UInt32(block.count) | ~UInt32(block.count) << 16, to: &out)
            out.append(contentsOf: block)
        }
        guard isLast else { return out }
        out.append(contentsOf: [1, 0, 0, 0xFF, 0xFF])
        Self.append(~checksum, to: &out)
        Self.append(size, to: &out)
        return out
    }

    private static func append(_ value: UInt32, to out: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { out.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
