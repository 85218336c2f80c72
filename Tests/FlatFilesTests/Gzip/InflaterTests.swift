import Testing

@testable import FlatFiles

@Suite struct InflaterTests {
    private static let block = Array("buenos días\n".utf8)

    private static func member() throws -> [UInt8] {
        let compressed = try Deflater(level: 6).compress(block)
        return BlockJoining.opening + compressed.bytes
            + BlockJoining.closing(crc: compressed.crc, uncompressed: compressed.uncompressed)
    }

    private func inflate(_ bytes: [UInt8], step: Int) throws -> (content: [UInt8], isAtEnd: Bool) {
        let inflater = try Inflater(.gzip)
        var content: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            try inflater.inflate(Array(bytes[start..<min(start + step, bytes.count)])) { content += $0 }
        }
        return (content, inflater.isAtEnd)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096]) func readsPieceByPiece(step: Int) throws {
        let (content, isAtEnd) = try inflate(try Self.member(), step: step)
        #expect(content == Self.block)
        #expect(isAtEnd)
    }

    @Test func knowsWhenTheEndIsMissing() throws {
        let (_, isAtEnd) = try inflate(Array(try Self.member().dropLast(3)), step: 4096)
        #expect(!isAtEnd)
    }

    @Test func refusesAWrongChecksum() throws {
        var bytes = try Self.member()
        bytes[bytes.count - 8] ^= 1
        #expect(throws: DamagedGzip.self) { try inflate(bytes, step: 4096) }
    }

    @Test(arguments: [1, 4096]) func refusesBytesBehindTheEnd(step: Int) throws {
        #expect(throws: DamagedGzip.self) { try inflate(try Self.member() + [0], step: step) }
    }

    @Test(arguments: [1, 7, 4096]) func readsOneMemberAfterAnother(step: Int) throws {
        let (content, isAtEnd) = try inflate(try Self.member() + Self.member() + Self.member(), step: step)
        #expect(content == Self.block + Self.block + Self.block)
        #expect(isAtEnd)
    }

    @Test(arguments: [1, 4096]) func knowsWhenTheEndOfAFurtherMemberIsMissing(step: Int) throws {
        let (_, isAtEnd) = try inflate(Array((try Self.member() + Self.member()).dropLast(9)), step: step)
        #expect(!isAtEnd)
    }

    @Test(arguments: [1, 4096]) func refusesAFurtherMemberWithAWrongChecksum(step: Int) throws {
        var bytes = try Self.member() + Self.member()
        bytes[bytes.count - 8] ^= 1
        #expect(throws: DamagedGzip.self) { try inflate(bytes, step: step) }
    }

    @Test func checksumsCombine() {
        let whole = Checksum.crc(Self.block[...])
        let first = Checksum.crc(Self.block[..<4])
        let second = Checksum.crc(Self.block[4...])
        #expect(Checksum.combine(first, second, secondLength: Self.block.count - 4) == whole)
        #expect(Checksum.crc(Self.block[4...], after: first) == whole)
    }
}
