internal import CZlib

/// Decompresses a stream piece by piece.
///
/// Leaf file around zlib's decompressor; the invariant is that of ``Deflater``.
@safe final class Inflater {
    enum Format {
        /// One gzip member, whose checksum is compared.
        case gzip
        /// Bare deflate, from the border of a block.
        case raw
    }

    /// Whether the stream has come to its end.
    private(set) var isAtEnd = false
    private let stream: UnsafeMutablePointer<z_stream>
    private var scratch = [UInt8](repeating: 0, count: 256 << 10)

    init(_ format: Format) throws {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let windowBits: Int32 = format == .gzip ? 15 + 16 : -15
        let status = unsafe inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw ZlibError.outOfMemory()
        }
        unsafe self.stream = unsafe stream
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Hands over what a further piece decompresses to.
    ///
    /// - Throws: ``DamagedGzip``, also for bytes behind the end of the stream.
    func inflate(_ piece: [UInt8], _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        guard !piece.isEmpty else { return }
        guard !isAtEnd else { throw DamagedGzip(reason: "there are bytes behind its end") }
        try unsafe piece.withUnsafeBufferPointer { source in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = uInt(source.count)
            repeat {
                let status = unsafe scratch.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = uInt(target.count)
                    return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw DamagedGzip(reason: "it is no sound gzip")
                }
                let count = unsafe scratch.count - Int(stream.pointee.avail_out)
                if count > 0 { try body(scratch[..<count]) }
                if status == Z_BUF_ERROR { return }
                if status == Z_STREAM_END {
                    isAtEnd = true
                    guard unsafe stream.pointee.avail_in == 0 else {
                        throw DamagedGzip(reason: "there are bytes behind its end")
                    }
                    return
                }
            } while unsafe stream.pointee.avail_out == 0 || stream.pointee.avail_in > 0
        }
    }
}
