/// How the text of an answer is encoded.
enum AnswerCharset: Sendable, Equatable {
    case utf8
    /// Windows-1252, and ISO-8859-1, which is the same but for control characters that no text has.
    case windows1252

    /// What a header `Content-Type` declares; UTF-8 where it declares nothing that is known.
    init(contentType: String?) {
        let parameters = (contentType ?? "").lowercased().split(separator: ";").dropFirst()
        let charset = parameters.lazy.compactMap { parameter -> String? in
            let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { !" \t\"'".contains($0) } }
            return pair.count == 2 && pair[0] == "charset" ? pair[1] : nil
        }.first
        self = charset.map { Self.names.contains($0) } == true ? .windows1252 : .utf8
    }

    private static let names: Set<String> = [
        "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252", "x-cp1252",
    ]

    /// What an archive calls it.
    var name: String { self == .utf8 ? "utf-8" : "windows-1252" }

    /// The encoding of a name that an archive gave it.
    init(name: String) { self = name == Self.utf8.name ? .utf8 : .windows1252 }

    /// The characters of the bytes 0x80 to 0x9F; those that Windows-1252 does not use are control characters.
    private static let specials: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0x9D,
        0x017E, 0x0178,
    ]

    /// Windows-1252 as UTF-8.
    static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 9 / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? specials[Int(byte - 0x80)] : UInt32(byte)
            if scalar < 0x800 {
                text.append(UInt8(0xC0 | scalar >> 6))
            } else {
                text.append(UInt8(0xE0 | scalar >> 12))
                text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            }
            text.append(UInt8(0x80 | scalar & 0x3F))
        }
        return text
    }
}
