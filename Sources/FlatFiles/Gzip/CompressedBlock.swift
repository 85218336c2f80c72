/// A block after compression.
struct CompressedBlock: Sendable {
    let bytes: [UInt8]
    /// How many bytes it was made of.
    let uncompressed: Int
    /// CRC-32 of those.
    let crc: UInt32
}
