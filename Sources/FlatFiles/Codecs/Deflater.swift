#if !Libdeflate
internal import CZlib

/// Compresses blocks one by one, each on its own, with one deflate state that is used again and again.
///
/// Leaf file around zlib's compressor. Invariant: `stream` stays at one address from `deflateInit2` to `deflateEnd`,
/// as zlib keeps a pointer back to it, and its pointers into arrays are set again for each call and used within it.
@safe final class Deflater: BlockCompressor {
    private let stream: UnsafeMutablePointer<z_stream>
    private let search: RowSearch?
    /// Larger than what one piece and all that zlib holds back can become: a flush that just fills it would be marked
    /// twice.
    private var scratch = [UInt8](repeating: 0, count: 4 * pieceBytes)
    private static let pieceBytes = 64 << 10
    private static let turnBytes = 256 << 10

    /// A compressor of a level from 1 (fast) to 9 (small), for rows of a format.
    init(level: Int, format: RowFormat) throws {
        search = RowSearch(level: level, format: format)
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let windowBits: Int32 = -15
        let status = unsafe deflateInit2_(
            stream, Int32(level), Z_DEFLATED, windowBits, 8, search?.strategy ?? Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw ZlibError.outOfMemory()
        }
        unsafe self.stream = unsafe stream
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Raw deflate of a block, ended by a full flush: it can be followed by any other, and read without what is before.
    func compress(_ block: [UInt8]) async -> CompressedBlock {
        unsafe deflateReset(stream)
        // A reset takes the level's own limits back.
        if let search { unsafe deflateTune(stream, search.good, search.lazy, search.nice, search.chain) }
        var output: [UInt8] = []
        var crc: UInt32 = 0
        var start = 0
        repeat {
            let end = min(start + Self.pieceBytes, block.count)
            // What the checksum has just read is close by when the compressor reads it.
            crc = Checksum.crc(block[start..<end], after: crc)
            add(block, start..<end, isLast: end == block.count, to: &output)
            start = end
            if end.isMultiple(of: Self.turnBytes) { await Task.yield() }
        } while start < block.count
        return CompressedBlock(bytes: output, uncompressed: block.count, crc: crc)
    }

    private func add(_ block: [UInt8], _ piece: Range<Int>, isLast: Bool, to output: inout [UInt8]) {
        unsafe block.withUnsafeBufferPointer { source in
            let source = unsafe UnsafeBufferPointer(rebasing: source[piece])
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = uInt(source.count)
            repeat {
                unsafe scratch.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = uInt(target.count)
                    unsafe deflate(stream, isLast ? Z_FULL_FLUSH : Z_NO_FLUSH)
                }
                unsafe output.append(contentsOf: scratch[..<(scratch.count - Int(stream.pointee.avail_out))])
            } while unsafe stream.pointee.avail_out == 0
        }
    }
}

extension BlockCodec {
    /// gzip by zlib: each block is a stretch of the file's only member.
    static let gzip = BlockCodec(
        name: "zlib 2", fileExtension: "gz", blockFormat: .raw, opening: GzipFraming.header,
        closing: { GzipFraming.trailer(crc: $0, uncompressed: $1) },
        makeCompressor: { try Deflater(level: $0, format: $1) })
}

/// How zlib looks for repetitions in rows.
///
/// Rows repeat the same keys and values so much that zlib's own way for level 6 walks long chains of equal beginnings
/// for little. This one takes three quarters of the time for NDJSON and two thirds for CSV, and files stay about as
/// large as those of `gzip -6` (`docs/compression.md`). What each limit means is told by zlib's `deflateTune`.
struct RowSearch {
    /// Short repetitions are passed over: zlib's `Z_FILTERED`. Digits of ids and times repeat by chance, and to write
    /// where they did takes more room than to write them again.
    let strategy = Z_FILTERED
    /// Places that are looked at.
    let chain: Int32
    /// A repetition so long makes the search for a better one shorter.
    let good: Int32 = 32
    /// A repetition so long is taken without a look at the next byte.
    let lazy: Int32 = 24
    /// A repetition so long ends the search.
    let nice: Int32 = 258

    /// The search for rows of a format; nil where the level's own serves.
    init?(level: Int, format: RowFormat) {
        guard level == 6 else { return nil }
        chain = Int32(format.searchDepth)
    }
}
#endif
