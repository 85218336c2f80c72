#if !Libdeflate
internal import CZlib

/// Compresses blocks one by one, each on its own, with one deflate state that is used again and again.
///
/// Leaf file around zlib's compressor. Invariant: `stream` stays at one address from `deflateInit2` to `deflateEnd`,
/// as zlib keeps a pointer back to it, and its pointers into arrays are set anew for each call and used within it.
@safe final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private var scratch: [UInt8] = []

    /// A compressor of a level from 1 (fast) to 9 (small).
    init(level: Int) throws {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let windowBits: Int32 = -15
        let status = unsafe deflateInit2_(
            stream, Int32(level), Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
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
    func compress(_ block: [UInt8]) -> CompressedBlock {
        unsafe deflateReset(stream)
        let bound = unsafe Int(deflateBound(stream, uLong(block.count))) + 64
        if scratch.count < bound { scratch = Array(repeating: 0, count: bound) }
        var output: [UInt8] = []
        var crc: UInt = 0
        unsafe block.withUnsafeBufferPointer { source in
            crc = unsafe UInt(crc32(0, source.baseAddress, uInt(source.count)))
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = uInt(source.count)
            repeat {
                unsafe scratch.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = uInt(target.count)
                    unsafe deflate(stream, Z_FULL_FLUSH)
                }
                unsafe output.append(contentsOf: scratch[..<(scratch.count - Int(stream.pointee.avail_out))])
            } while unsafe stream.pointee.avail_out == 0
        }
        return CompressedBlock(bytes: output, uncompressed: block.count, crc: UInt32(truncatingIfNeeded: crc))
    }
}
#endif
