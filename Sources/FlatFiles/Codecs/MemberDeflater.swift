#if Libdeflate
internal import CLibdeflate

/// Compresses blocks one by one, each to a gzip member of its own, with one compressor that is used again and again.
///
/// Leaf file around libdeflate. Invariant: `compressor` lives from `libdeflate_alloc_compressor` to
/// `libdeflate_free_compressor`, `scratch` from its allocation to the next one or to the end, and a block's pointer is
/// used within the closure that gives it.
@safe final class Deflater: BlockCompressor {
    private let compressor: OpaquePointer
    /// Only what is written to it takes memory.
    private var scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)

    /// A compressor of a level from 1 (fast) to 9 (small), which mean about what they mean to gzip: files of rows are
    /// nearly as small as those of `gzip -6` at libdeflate's level 5.
    init(level: Int, format: RowFormat) throws {
        guard let compressor = unsafe libdeflate_alloc_compressor(level == 6 ? 5 : Int32(level)) else {
            throw ZlibError.outOfMemory()
        }
        unsafe self.compressor = unsafe compressor
    }

    deinit {
        unsafe libdeflate_free_compressor(compressor)
        unsafe scratch.deallocate()
    }

    /// A block as a gzip member, whose header has neither time nor name.
    func compress(_ block: [UInt8]) async -> CompressedBlock {
        await Task.yield()
        let bound = unsafe libdeflate_gzip_compress_bound(compressor, block.count)
        if unsafe scratch.count < bound {
            unsafe scratch.deallocate()
            unsafe scratch = .allocate(capacity: bound)
        }
        let count = unsafe block.withUnsafeBufferPointer { source in
            unsafe libdeflate_gzip_compress(
                compressor, source.baseAddress, source.count, scratch.baseAddress, scratch.count)
        }
        let bytes = unsafe Array(scratch[..<count])
        // A member ends with the checksum and the length, four bytes each, the lowest first.
        let crc = bytes[count - 8..<count - 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return CompressedBlock(bytes: bytes, uncompressed: block.count, crc: crc)
    }
}

extension BlockCodec {
    /// gzip by libdeflate: each block is a member of its own. No bytes at all are not a gzip file.
    static let gzip = BlockCodec(
        name: "libdeflate 2", fileExtension: "gz", blockFormat: .gzip, opening: [],
        closing: { $1 == 0 ? GzipFraming.header + GzipFraming.trailer(crc: $0, uncompressed: 0) : [] },
        makeCompressor: { try Deflater(level: $0, format: $1) })
}
#endif
