internal import CZlib

/// Decompresses a stream piece by piece.
///
/// Leaf file around zlib's decompressor; the invariant is that of ``Deflater``.
@safe final class Inflater {
    enum Format {
        /// A gzip file of one member or more, whose checksums are compared.
        case gzip
        /// Bare deflate, from the border of a block.
        case raw
    }

    /// Whether the stream has come to an end, behind which there may be further members.
    private(set) var isAtEnd = false
    private let format: Format
    private let stream: UnsafeMutablePointer<z_stream>
    private var scratch = [UInt8](repeating: 0, count: 256 << 10)

    init(_ format: Format) throws {
        self.format = format
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
    /// - Throws: ``DamagedGzip``, also for bytes behind the end of the stream that begin no further member.
    func inflate(_ piece: [UInt8], _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        guard !piece.isEmpty else { return }
        try unsafe piece.withUnsafeBufferPointer { source in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = uInt(source.count)
            if isAtEnd { try beginMember() }
            while let count = try step() {
                if count > 0 { try body(scratch[..<count]) }
                if isAtEnd {
                    guard unsafe stream.pointee.avail_in > 0 else { return }
                    try beginMember()
                }
            }
        }
    }

    /// Fills the scratch once and returns with how many bytes, or nil if the piece has no more to give.
    private func step() throws -> Int? {
        let status = unsafe scratch.withUnsafeMutableBufferPointer { target in
            unsafe stream.pointee.next_out = target.baseAddress
            unsafe stream.pointee.avail_out = uInt(target.count)
            return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        }
        switch status {
        case Z_OK: break
        case Z_STREAM_END: isAtEnd = true
        case Z_BUF_ERROR: return nil
        default: throw DamagedGzip(reason: "it is not valid gzip")
        }
        return unsafe scratch.count - Int(stream.pointee.avail_out)
    }

    private func beginMember() throws {
        guard format == .gzip, unsafe stream.pointee.next_in.pointee == GzipFraming.header[0] else {
            throw DamagedGzip(reason: "there are bytes behind its end")
        }
        unsafe inflateReset(stream)
        isAtEnd = false
    }
}
