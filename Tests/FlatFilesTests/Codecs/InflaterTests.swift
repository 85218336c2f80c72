import Testing

@testable import FlatFiles

@Suite struct InflaterTests {
    private static let block = Array("buenos días\n".utf8)

    private static func member() async throws -> [UInt8] {
        let compressed = try await Deflater(level: 6, format: .ndjson).compress(block)
        return BlockCodec.gzip.opening + compressed.bytes
            + BlockCodec.gzip.closing(compressed.crc, compressed.uncompressed)
    }

    private func inflate(_ bytes: [UInt8], step: Int) throws -> (content: [UInt8], isAtEnd: Bool) {
        let inflater = try Inflater(.gzip)
        var content: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            try inflater.inflate(Array(bytes[start..<min(start + step, bytes.count)])) { content += $0 }
        }
        return (content, inflater.isAtEnd)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096]) func readsPieceByPiece(step: Int) async throws {
        let (content, isAtEnd) = try inflate(try await Self.member(), step: step)
        #expect(content == Self.block)
        #expect(isAtEnd)
    }

    @Test func knowsWhenTheEndIsMissing() async throws {
        let (_, isAtEnd) = try inflate(Array(try await Self.member().dropLast(3)), step: 4096)
        #expect(!isAtEnd)
    }

    @Test func refusesAWrongChecksum() async throws {
        var bytes = try await Self.member()
        bytes[bytes.count - 8] ^= 1
        #expect(throws: DamagedGzip.self) { try inflate(bytes, step: 4096) }
    }

    @Test(arguments: [1, 4096]) func refusesBytesBehindTheEnd(step: Int) async throws {
        let bytes = try await Self.member() + [0]
        #expect(throws: DamagedGzip.self) { try inflate(bytes, step: step) }
    }

    @Test(arguments: [1, 7, 4096]) func readsOneMemberAfterAnother(step: Int) async throws {
        let member = try await Self.member()
        let (content, isAtEnd) = try inflate(member + member + member, step: step)
        #expect(content == Self.block + Self.block + Self.block)
        #expect(isAtEnd)
    }

    @Test(arguments: [1, 4096]) func knowsWhenTheEndOfAFurtherMemberIsMissing(step: Int) async throws {
        let member = try await Self.member()
        let (_, isAtEnd) = try inflate(Array((member + member).dropLast(9)), step: step)
        #expect(!isAtEnd)
    }

    @Test(arguments: [1, 4096]) func refusesAFurtherMemberWithAWrongChecksum(step: Int) async throws {
        let member = try await Self.member()
        var bytes = member + member
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
