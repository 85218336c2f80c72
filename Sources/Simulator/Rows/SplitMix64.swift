/// A generator of which every state can be reached at once, so that any row can be made without those before it.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(state: UInt64) {
        self.state = state
    }

    /// The generator that belongs to these keys and to no others.
    init(keys: UInt64...) {
        state = keys.reduce(0x5851_F42D_4C95_7F2D) { Self.mix($0 ^ Self.mix($1 &+ 0x9E37_79B9_7F4A_7C15)) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number from 0 up to, and without, `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func chance(percent: Int) -> Bool {
        below(100) < percent
    }

    mutating func pick(from range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    mutating func pick<Element>(_ list: [Element]) -> Element {
        list[below(list.count)]
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// FNV-1a: `Hasher` is seeded differently in every process, and rows must not be.
    static func key(of text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

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
