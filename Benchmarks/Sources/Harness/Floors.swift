/// What the same machine needs for less, measured in the same run.
public enum Floors {
    /// Copying bytes within memory.
    public static func memcpy(_ bytes: [UInt8], runs: Int) async -> Cost {
        var copy = bytes
        return await Cost.median(of: runs) { copy.replaceSubrange(0..<copy.count, with: bytes) }
    }

    /// zlib alone on one core.
    public static func zlib(_ bytes: [UInt8], level: Int, runs: Int) async -> Cost {
        await Cost.median(of: runs) { _ = ZlibAlone.compress(bytes, level: level) }
    }
}
