internal import CZlib
internal import NIOCore

/// Decompresses gzip of one member or several, a bounded piece at a time, however much a few bytes expand to.
///
/// Leaf file around zlib's decompressor. Invariant: `stream` is initialized by `inflateInit2_` as long as the object
/// lives, and its pointers are set to buffers that outlive each call of `inflate`.
@safe final class GzipInflater {
    /// The most bytes of one piece.
    private static let pieceBytes = 64 << 10

    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var position = 0
    /// Whether the current member has ended; further members may follow.
    private var isAtEnd = false
    private var hasBegun = false

    init() throws(TransportError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw TransportError(.malformed, "there is no memory to decompress it")
        }
        unsafe self.stream = unsafe stream
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes the next compressed bytes; all earlier ones must have been decompressed.
    func take(_ bytes: some Sequence<UInt8>) {
        input.removeAll(keepingCapacity: true)
        input.append(contentsOf: bytes)
        position = 0
    }

    /// The next piece, or nil when more compressed bytes are needed.
    ///
    /// - Throws: ``TransportError`` for what is not gzip.
    func next() throws(TransportError) -> ByteBuffer? {
        while position < input.count {
            if isAtEnd, try !beginMember() { return nil }
            hasBegun = true
            let piece = try inflate()
            if piece.readableBytes > 0 { return piece }
        }
        // What has no more input may still have output.
        guard hasBegun, !isAtEnd else { return nil }
        let piece = try inflate()
        return piece.readableBytes > 0 ? piece : nil
    }

    /// The compressed bytes have ended.
    ///
    /// - Throws: ``TransportError`` if they end within a member.
    func finish() throws(TransportError) {
        guard isAtEnd || !hasBegun else { throw TransportError(.cut, "its compressed bytes end too early") }
    }

    private func inflate() throws(TransportError) -> ByteBuffer {
        var piece = ByteBuffer()
        var (status, read) = (Z_OK, 0)
        _ = unsafe piece.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.pieceBytes) { target in
            unsafe input.withUnsafeMutableBufferPointer { source in
                unsafe stream.pointee.next_in = unsafe source.baseAddress.map { unsafe $0 + position }
                unsafe stream.pointee.avail_in = uInt(source.count - position)
                unsafe stream.pointee.next_out = unsafe target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_out = uInt(target.count)
                status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                read = unsafe source.count - position - Int(stream.pointee.avail_in)
                return unsafe target.count - Int(stream.pointee.avail_out)
            }
        }
        position += read
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isAtEnd = true
        default: throw TransportError(.malformed, "broken compression")
        }
        return piece
    }

    /// Begins the next member, if one follows; zeros that fill up the end are passed over.
    private func beginMember() throws(TransportError) -> Bool {
        while position < input.count, input[position] == 0 { position += 1 }
        guard position < input.count else { return false }
        guard input[position] == 0x1F else {
            throw TransportError(.malformed, "bytes behind the end of its compression")
        }
        unsafe inflateReset(stream)
        isAtEnd = false
        return true
    }
}
