/// Copies short runs of bytes without the cost of a call to memcpy.
enum ByteCopy {
    /// Copies `count` bytes.
    ///
    /// The caller answers for `count` readable bytes at `source` and as many writable ones at `target`; nothing beyond
    /// them is touched.
    @inline(__always)
    static func copy(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int) {
        if count >= 8 {
            guard count <= 32 else { return unsafe target.copyMemory(from: source, byteCount: count) }
            var at = 0
            while at + 8 <= count {
                unsafe move(UInt64.self, source, target, at)
                at += 8
            }
            // The last word overlaps the one before it.
            unsafe move(UInt64.self, source, target, count - 8)
        } else if count >= 4 {
            unsafe move(UInt32.self, source, target, 0)
            unsafe move(UInt32.self, source, target, count - 4)
        } else {
            for at in 0..<count { unsafe move(UInt8.self, source, target, at) }
        }
    }

    @inline(__always)
    private static func move<Word: BitwiseCopyable>(
        _ word: Word.Type, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ at: Int
    ) {
        unsafe target.storeBytes(of: source.loadUnaligned(fromByteOffset: at, as: word), toByteOffset: at, as: word)
    }
}
