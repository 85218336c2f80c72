internal import CZlibFloor

/// zlib on one core and nothing else: what compressing costs whoever does it with zlib.
///
/// Leaf file around zlib's compressor. Invariant: `stream` stays at one address from `deflateInit2` to `deflateEnd`, and
/// its pointers into arrays are used within the closures that give them.
public enum ZlibAlone {
    /// Compresses bytes in one go and returns how many came out.
    public static func compress(_ bytes: [UInt8], level: Int) -> Int {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard
            unsafe deflateInit2_(&stream, Int32(level), Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
                == Z_OK
        else { return 0 }
        defer { unsafe deflateEnd(&stream) }
        var scratch = [UInt8](repeating: 0, count: 1 << 20)
        var written = 0
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.avail_in = uInt(source.count)
            var status = Z_OK
            while status == Z_OK {
                status = unsafe scratch.withUnsafeMutableBufferPointer { target in
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = uInt(target.count)
                    return unsafe deflate(&stream, Z_FINISH)
                }
                written += unsafe scratch.count - Int(stream.avail_out)
            }
        }
        return written
    }
}
