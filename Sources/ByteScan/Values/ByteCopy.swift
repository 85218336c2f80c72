/// Copies short runs of bytes without the cost of a call to memcpy.
enum ByteCopy {
    /// How many bytes behind the end of a copy may be written to, with anything.
    static let slack = 32

    /// Copies `count` bytes.
    ///
    /// The caller answers for `available` readable bytes at `source`, `count` of them at least, and for `count` and
    /// ``slack`` more writable ones at `target`.
    @inline(__always)
    static func copy(
        _ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int, available: Int
    ) {
        // Nearly all texts are short: sixteen bytes at once, whatever is behind them.
        if count <= 32, available >= 32 {
            unsafe move(source, to: target, at: 0)
            if count > 16 { unsafe move(source, to: target, at: 16) }
        } else {
            unsafe target.copyMemory(from: source, byteCount: count)
        }
    }

    @inline(__always)
    private static func move(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, at: Int) {
        let piece = unsafe source.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
        unsafe target.storeBytes(of: piece, toByteOffset: at, as: SIMD16<UInt8>.self)
    }
}
