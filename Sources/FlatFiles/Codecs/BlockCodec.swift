/// A way to compress files block by block, and what a file looks like around its blocks.
struct BlockCodec: Sendable {
    /// Part of the fingerprint of unfinished files: one that another compressor began is not continued. It changes when
    /// the same rows get other bytes.
    let name: String
    /// What names of files end with.
    let fileExtension: String
    /// What a block of its own decompresses by; a file always is gzip.
    let blockFormat: Inflater.Format
    /// What comes before the first block.
    let opening: [UInt8]
    /// Returns what comes behind the last block.
    let closing: @Sendable (_ crc: UInt32, _ uncompressed: Int) -> [UInt8]
    /// Makes what compresses blocks at a level from 1 (fast) to 9 (small), for rows of a format.
    let makeCompressor: @Sendable (_ level: Int, _ format: RowFormat) throws -> any BlockCompressor

    /// The codecs of this package. The package's trait `Libdeflate` decides which of the two that make gzip it has.
    static let all: [BlockCodec] = [.gzip]
}

/// Compresses blocks one by one, each on its own.
protocol BlockCompressor: AnyObject {
    /// Compresses a block. Other tasks have their turn now and then, so that those that bring the next block need not
    /// wait for this one.
    func compress(_ block: [UInt8]) async -> CompressedBlock
}

/// A block after compression.
struct CompressedBlock: Sendable {
    let bytes: [UInt8]
    /// How many bytes it was made of.
    let uncompressed: Int
    /// CRC-32 of those.
    let crc: UInt32
}
