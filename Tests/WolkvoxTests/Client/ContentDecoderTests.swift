import NIOCore
import Testing

@testable import Wolkvox

@Suite struct ContentDecoderTests {
    /// gzip of 1000 times "a", made with zlib.
    private let member: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C,
        0x77, 0x00, 0x00, 0x03, 0xDA, 0x38, 0x9A, 0xE8, 0x03, 0x00, 0x00,
    ]

    /// The sizes of the pieces that a body turns into, of network reads of `size` bytes.
    private func pieces(
        _ body: [UInt8], _ encoding: String? = "gzip", size: Int = .max, largest: Int = .max
    ) throws -> [Int] {
        var decoder = try ContentDecoder(encoding, largest: largest)
        var sizes: [Int] = []
        var rest = body[...]
        while !rest.isEmpty {
            decoder.take(ByteBuffer(bytes: rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let piece = try decoder.next() { sizes.append(piece.readableBytes) }
        }
        try decoder.finish()
        return sizes
    }

    @Test(arguments: ["gzip", "x-gzip", "GZIP", "identity, gzip"], [1, 7, 30, 4096])
    func oneMemberOrManyAreUnpacked(encoding: String, size: Int) throws {
        #expect(try pieces(member, encoding, size: size).reduce(0, +) == 1000)
        #expect(try pieces(member + member + member, encoding, size: size).reduce(0, +) == 3000)
        #expect(try pieces(member + [0, 0, 0], encoding, size: size).reduce(0, +) == 1000)
    }

    @Test func aLittleThatBecomesMuchComesInBoundedPieces() throws {
        let many = [UInt8]((0..<5000).map { _ in member }.joined())
        let sizes = try pieces(many)
        #expect(sizes.reduce(0, +) == 5_000_000)
        #expect(sizes.allSatisfy { $0 <= 64 << 10 })
        let error = #expect(throws: TransportError.self) { try pieces(many, largest: 4_999_999) }
        #expect(error?.kind == .tooLarge)
    }

    @Test func whatIsNotEncodedGoesThrough() throws {
        #expect(try pieces([1, 2, 3], nil) == [3])
        #expect(try pieces([1, 2, 3], "identity", size: 2) == [2, 1])
        #expect(try pieces([], "gzip") == [])
    }

    @Test(arguments: ["deflate", "br", "zstd", "gzip, gzip", "compress"])
    func anEncodingThatNoRequestAcceptsIsRefused(encoding: String) {
        let error = #expect(throws: TransportError.self) { try pieces(member, encoding) }
        #expect(error?.kind == .malformed)
    }

    @Test func whatIsCutOrDamagedIsNoticed() {
        let cut = #expect(throws: TransportError.self) { try pieces(Array(member.dropLast())) }
        #expect(cut?.kind == .cut)
        var damaged = member
        damaged[member.count - 5] ^= 1
        for body in [damaged, member + [1], Array("{}".utf8)] {
            let error = #expect(throws: TransportError.self) { try pieces(body) }
            #expect(error?.kind == .malformed)
        }
    }
}
