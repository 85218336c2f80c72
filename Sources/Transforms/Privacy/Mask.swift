internal import ByteScan
public import ETL
internal import Settings

/// Hides text: each character becomes `*`, but for some at the ends.
///
/// Characters are Unicode scalars. A value that is no longer than what may be kept is hidden whole. Null stays null,
/// and rows in quarantine are masked too.
public struct Mask: Transformer {
    /// The columns that it works on.
    public var fields: [String]
    /// Keys of the source that no column holds.
    public var keys: [String]
    private let keepFirst: Int
    private let keepLast: Int

    /// Masks columns of text.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - keepFirst: how many characters at the start stay as they are.
    ///   - keepLast: how many at the end.
    ///   - keys: keys of the source that no column holds, hidden wherever a row is shown as it came.
    public init(fields: [String], keepFirst: Int = 0, keepLast: Int = 0, keys: [String] = []) {
        self.fields = fields
        self.keys = keys
        self.keepFirst = max(0, keepFirst)
        self.keepLast = max(0, keepLast)
    }

    /// The columns and what is kept.
    public var identity: StageIdentity { StageIdentity("mask", ["\(keepFirst)", "\(keepLast)"] + fields) }

    /// Binds to the columns named, which must be text.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try schema.covering(fields, keys: keys, with: Stars(keepFirst: keepFirst, keepLast: keepLast), for: "mask")
    }
}

extension Mask: HidingTransformer {
    private static let first = Setting.integer(
        "keep_first", 0...1000, presence: .defaulted("0"), summary: "Characters left as they are at the start.",
        example: "2")
    private static let last = Setting.integer(
        "keep_last", 0...1000, presence: .defaulted("0"), summary: "Characters left as they are at the end.",
        example: "4")

    package static let form = TransformForm(
        "mask", summary: "Hides all of a text but some characters at its ends.",
        example: "{ fields: [telephone], keep_last: 4 }", keys: [.fields, first.shape, last.shape]
    ) { reader in
        let fields = reader.fields()
        let keepFirst = reader.value(first)
        let keepLast = reader.value(last)
        guard let fields, let keepFirst, let keepLast else { return nil }
        return Mask(fields: fields, keepFirst: keepFirst, keepLast: keepLast)
    }
}

private struct Stars: Hider {
    let keepFirst: Int
    let keepLast: Int

    func hide(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
        var count = 0
        for at in range where Self.beginsScalar(bytes[at]) { count += 1 }
        let isShort = keepFirst >= count || count - keepFirst <= keepLast
        let hidden = isShort ? 0..<count : keepFirst..<count - keepLast
        var index = -1
        for at in range {
            let begins = Self.beginsScalar(bytes[at])
            if begins { index += 1 }
            if !hidden.contains(index) {
                output.append(bytes[at])
            } else if begins {
                output.append(UInt8(ascii: "*"))
            }
        }
    }

    private static func beginsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
