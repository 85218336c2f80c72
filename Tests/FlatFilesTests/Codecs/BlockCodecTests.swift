import Testing

@testable import FlatFiles

/// What every codec of the list has to do.
@Suite struct BlockCodecTests {
    @Test(arguments: BlockCodec.all.indices, [1, 6, 9])
    func whatItsBlocksMakeIsOneGzipFile(codec: Int, level: Int) async throws {
        let codec = BlockCodec.all[codec]
        for format in RowFormat.all {
            let compressor = try codec.makeCompressor(level, format)
            let blocks = ["", "buenos días\n", String(repeating: "{\"a\":1}\n", count: 9_000), "x"].map {
                Array($0.utf8)
            }
            var (file, content, crc) = (codec.opening, [UInt8](), UInt32(0))
            for block in blocks {
                let compressed = await compressor.compress(block)
                #expect(compressed.uncompressed == block.count)
                crc = Checksum.combine(crc, compressed.crc, secondLength: block.count)
                file += compressed.bytes
                content += block
            }
            file += codec.closing(crc, content.count)
            var read: [UInt8] = []
            let inflater = try Inflater(.gzip)
            try inflater.inflate(file) { read += $0 }
            #expect(read == content)
            #expect(inflater.isAtEnd)
        }
    }
}
