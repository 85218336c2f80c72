/// How compressed blocks make up a gzip file. The package's trait `Libdeflate` decides it when the program is built.
enum BlockJoining {
    #if Libdeflate
    /// Stands in the fingerprint of unfinished files: one that another compressor began is not gone on with. It changes
    /// when the same rows get other bytes.
    static let name = "libdeflate 2"
    /// Each block is a gzip member of its own.
    static let blockFormat = Inflater.Format.gzip
    /// Stands before the first block.
    static let opening: [UInt8] = []

    /// Stands behind the last block: nothing, but for a file without any, as no bytes at all are no gzip file.
    static func closing(crc: UInt32, uncompressed: Int) -> [UInt8] {
        uncompressed == 0 ? GzipFraming.header + GzipFraming.trailer(crc: crc, uncompressed: 0) : []
    }
    #else
    /// Stands in the fingerprint of unfinished files: one that another compressor began is not gone on with. It changes
    /// when the same rows get other bytes.
    static let name = "zlib 2"
    /// Each block is a stretch of the only member.
    static let blockFormat = Inflater.Format.raw
    /// Stands before the first block.
    static let opening = GzipFraming.header

    /// Stands behind the last block.
    static func closing(crc: UInt32, uncompressed: Int) -> [UInt8] {
        GzipFraming.trailer(crc: crc, uncompressed: uncompressed)
    }
    #endif
}
