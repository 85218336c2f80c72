internal import ByteScan
public import ETL

/// Takes e-mail addresses and long numbers out of free text and leaves the rest.
public struct RedactWithin: Transformer {
    /// What is looked for.
    public enum Pattern: String, Sendable, CaseIterable {
        /// E-mail addresses.
        case emails
        /// Five digits or more of any script, with a blank, a line break, a dash, a dot, a comma, a slash, an underscore
        /// or a bracket between them.
        case digits
    }

    /// The columns that it works on.
    public var fields: [String]
    /// Keys of the source that no column holds.
    public var keys: [String]
    private let patterns: [Pattern]
    /// What stands there instead; stars where nothing is said.
    private let text: String?

    /// Redacts within columns of text.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - patterns: what is taken out.
    ///   - replacement: what stands there instead; `***` unless given.
    ///   - keys: keys of the source that no column holds, hidden wherever a row is shown as it came.
    public init(fields: [String], patterns: [Pattern], replacement: String? = nil, keys: [String] = []) {
        self.fields = fields
        self.keys = keys
        self.patterns = patterns
        text = replacement
    }

    /// The columns, what is taken out of them, and what stands there instead.
    public var identity: StageIdentity {
        var identity = StageIdentity("redact", [text ?? ""] + fields)
        identity.add("find", patterns.map(\.rawValue))
        return identity
    }

    /// Binds to the columns named, which must be text.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let cover = PatternCover(
            takesEmails: patterns.contains(.emails), takesDigits: patterns.contains(.digits),
            replacement: Array((text ?? "***").utf8))
        return try schema.covering(fields, keys: keys, with: cover, for: "redact")
    }
}

extension RedactWithin: HidingTransformer {}

/// Copies a text but for what is looked for.
private struct PatternCover: Hider {
    let takesEmails: Bool
    let takesDigits: Bool
    let replacement: [UInt8]

    private static let local = Set("._%+-'".utf8)
    private static let domain = Set(".-".utf8)

    func hide(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
        var at = range.lowerBound
        // An address begins where a word begins, a number where digits do.
        var before = ASCII.space
        var isBehindDigit = false
        while at < range.upperBound {
            let email =
                takesEmails && !Self.isLocal(before) ? endOfEmail(bytes, start: at, limit: range.upperBound) : nil
            let digits =
                takesDigits && !isBehindDigit ? SpelledNumber.end(bytes, start: at, limit: range.upperBound) : nil
            if let end = email ?? digits {
                output.append(contentsOf: replacement)
                at = end
                isBehindDigit = email == nil
            } else {
                let (scalar, length) = ScalarText.scalar(bytes, at: at, limit: range.upperBound)
                for index in at..<at + length { output.append(bytes[index]) }
                at += length
                isBehindDigit = ScalarText.digit(scalar) != nil
            }
            before = bytes[at - 1]
        }
    }

    private func endOfEmail(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int? {
        var at = start
        while at < limit, Self.isLocal(bytes[at]) { at += 1 }
        guard at > start, at < limit, bytes[at] == UInt8(ascii: "@") else { return nil }
        let name = at + 1
        at = name
        var dots = 0
        while at < limit, Self.isLetterOrDigit(bytes[at]) || Self.domain.contains(bytes[at]) {
            if bytes[at] == ASCII.dot { dots += 1 }
            at += 1
        }
        while at > name, Self.domain.contains(bytes[at - 1]) {
            if bytes[at - 1] == ASCII.dot { dots -= 1 }
            at -= 1
        }
        return at > name && dots > 0 ? at : nil
    }

    private static func isLocal(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || local.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte >= 0x80 || ASCII.isDigit(byte) || ASCII.lowercased(byte) &- UInt8(ascii: "a") < 26
    }
}
