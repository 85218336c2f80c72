/// A piece of text as bytes, ready to be copied.
struct Word: Sendable, ExpressibleByStringLiteral {
    let bytes: [UInt8]
    /// Whether it reads the same in every spelling of JSON.
    let isPlain: Bool

    init(_ text: String) {
        bytes = Array(text.utf8)
        isPlain = bytes.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C && $0 != 0x2F }
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension SplitMix64 {
    mutating func pick(_ words: [Word]) -> Word {
        words[below(words.count)]
    }
}
