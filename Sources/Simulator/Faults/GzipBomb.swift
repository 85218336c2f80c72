extension FaultKind {
    /// A small body with `Content-Encoding: gzip` that unpacks to very many blanks.
    static let gzipBomb = FaultKind(name: "gzip_bomb") { settings in
        let bytes = settings.count("bytes", orAlone: true) ?? 1_000_000_000
        return { answer in
            answer.headers["Content-Encoding"] = "gzip"
            answer.body = .bytes(gzipOfBlanks(bytes))
        }
    }

    // One block of the fixed code: a blank, and then "the last byte 258 times more" again and again. Nobody should unpack
    // it up to the checksum, so that is left zero.
    private static func gzipOfBlanks(_ bytes: Int) -> [UInt8] {
        var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var (bits, held) = (UInt64(0), 0)
        func append(_ value: UInt64, _ count: Int) {
            bits |= value << UInt64(held)
            held += count
            while held >= 8 {
                out.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                held -= 8
            }
        }
        append(0b011, 3)
        append(0b0000_1010, 8)
        for _ in 0..<bytes / 258 { append(0b1010_0011, 13) }
        append(0, 7 + 7)
        let size = UInt32(truncatingIfNeeded: 1 + bytes / 258 * 258)
        return out + [0, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
    }
}
