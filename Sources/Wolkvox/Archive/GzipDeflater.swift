internal import CZlib
internal import ETL

/// Compresses a stream of bytes into one gzip member, a piece at a time.
///
/// Leaf file around zlib's compressor. Invariant: `stream` stays at one address from `deflateInit2_` to `deflateEnd`, and its
/// pointers are set to buffers that outlive each call of `deflate`.
@safe final class GzipDeflater {
    private static let pieceBytes = 64 << 10
    /// Fast: the answer is compressed beside the data that are made of it.
    private static let level: Int32 = 1

    private let stream: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: pieceBytes)

    /// A compressor for an answer.
    ///
    /// - Throws: ``ETLError`` where there is no memory for it.
    init() throws(ETLError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe deflateInit2_(
            stream, Self.level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw ETLError(.files, scope: .run, "There is no memory to compress an answer", advice: "Run again")
        }
        unsafe self.stream = unsafe stream
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Compresses bytes; what comes of them may come later.
    func deflate(_ bytes: UnsafeRawBufferPointer, _ emit: (ArraySlice<UInt8>) throws -> Void) rethrows {
        let source = unsafe bytes.bindMemory(to: UInt8.self)
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = uInt(source.count)
        while unsafe stream.pointee.avail_in > 0 { try emit(step(Z_NO_FLUSH)) }
    }

    /// Ends the member.
    func finish(_ emit: (ArraySlice<UInt8>) throws -> Void) rethrows {
        unsafe stream.pointee.avail_in = 0
        while true {
            let piece = step(Z_FINISH)
            if !piece.isEmpty { try emit(piece) }
            if piece.count < output.count { return }
        }
    }

    private func step(_ flush: Int32) -> ArraySlice<UInt8> {
        let written = unsafe output.withUnsafeMutableBufferPointer { target in
            unsafe stream.pointee.next_out = target.baseAddress
            unsafe stream.pointee.avail_out = uInt(target.count)
            unsafe _ = CZlib.deflate(stream, flush)
            return unsafe target.count - Int(stream.pointee.avail_out)
        }
        return output[..<written]
    }
}
