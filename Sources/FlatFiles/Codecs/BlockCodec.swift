internal import CZlib
internal import ETL

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

/// What zlib refused.
enum ZlibError {
    static func outOfMemory() -> ETLError {
        ETLError(.files, scope: .run, "There was no memory to compress", advice: "Give the process more memory")
    }
}

/// Bytes that are no sound gzip stream.
struct DamagedGzip: Error {
    let reason: String
}
