import Testing

@testable import ByteScan

@Suite struct UTF8Tests {
    /// Bytes at which one kind of sequence ends and the next begins.
    private static let edges: [UInt8] = [
        0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEF, 0xF0,
        0xF4,
        0xF5, 0xFF,
    ]

    @Test("two bytes of any kind, wherever they stand in a word", arguments: 0..<15)
    func pairs(place: Int) {
        var text = Array(repeating: UInt8(ascii: "a"), count: 16)
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                text[place] = first
                text[place + 1] = second
                if isUTF8(text) != isSound(text) { Issue.record("\(text)") }
            }
        }
    }

    @Test("four bytes at the edges of what is allowed", arguments: [0, 3, 5, 6, 7, 12])
    func quads(place: Int) {
        var text = Array("ñandú pingüino".utf8)
        text.append(contentsOf: Array(repeating: UInt8(ascii: "a"), count: 16 - text.count % 16))
        for first in Self.edges {
            for second in Self.edges {
                for third in Self.edges {
                    for fourth in Self.edges {
                        text.replaceSubrange(place..<place + 4, with: [first, second, third, fourth])
                        if isUTF8(text) != isSound(text) { Issue.record("\(text)") }
                    }
                }
            }
        }
    }

    @Test("a text that ends within a character", arguments: ["ñ", "€", "😀"])
    func cut(character: String) {
        for before in 0..<18 {
            let whole = Array(repeating: UInt8(ascii: "x"), count: before) + Array(character.utf8)
            #expect(isUTF8(whole))
            for count in before + 1..<whole.count { #expect(!isUTF8(Array(whole[..<count]))) }
        }
    }

    /// Whether a text is taken for UTF-8, which must not depend on what lies behind it.
    private func isUTF8(_ text: [UInt8]) -> Bool {
        let alone = isUTF8(text, behind: [])
        for next in [UInt8(ascii: "\""), 0xBF] {
            let followed = isUTF8(text, behind: Array(repeating: next, count: 9))
            if followed != alone { Issue.record("\(text) before \(next)") }
        }
        return alone
    }

    private func isUTF8(_ text: [UInt8], behind: [UInt8]) -> Bool {
        unsafe (text + behind).withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return unsafe Cursor(base: base, limit: buffer.count, position: 0).isUTF8(0..<text.count)
        }
    }

    private func isSound(_ text: [UInt8]) -> Bool { String(validating: text, as: UTF8.self) != nil }
}
