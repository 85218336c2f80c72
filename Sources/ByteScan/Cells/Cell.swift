/// A value as a position: where its bytes stand in a batch's buffer, how many they are, and what they are.
///
/// Eight bytes, so that a row of twenty columns fits in three cache lines. Text stands as JSON spells it, without its
/// quotes, so that it can be copied to NDJSON untouched.
@frozen
public struct Cell: Sendable, Equatable {
    /// What the bytes of a cell are.
    @frozen
    public enum Kind: UInt8, Sendable {
        /// No value: the key is missing, or the value is null.
        case null
        /// Valid UTF-8 that JSON writes as it stands: no quote, backslash or control character.
        case text
        /// Text that contains JSON escapes, all of them well formed.
        case escaped
        /// A JSON number, written without quotes.
        case number
        /// `true` or `false`.
        case boolean
        /// A JSON object or array.
        case composite
        /// A string whose bytes are no valid UTF-8.
        case invalidUTF8
        /// A string with a bare control character, which JSON forbids.
        case controlCharacter
        /// A string with half of a surrogate pair.
        case loneSurrogate
    }

    /// The most bytes that one value may have.
    public static let maximumLength = (1 << 28) - 1

    /// Index of the first byte in the buffer.
    public let start: UInt32
    @usableFromInline let packed: UInt32

    /// A value at `start`, `length` bytes long.
    @inlinable
    public init(_ kind: Kind, start: Int, length: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        packed = UInt32(truncatingIfNeeded: length) | (UInt32(kind.rawValue) << 28)
    }

    /// No value.
    @inlinable public static var null: Cell { Cell(.null, start: 0, length: 0) }

    /// What the bytes are.
    @inlinable public var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 28)) ?? .null }

    /// Number of bytes.
    @inlinable public var length: Int { Int(packed & 0x0FFF_FFFF) }

    /// Indices of the bytes in the buffer.
    @inlinable public var range: Range<Int> { Int(start)..<Int(start) &+ length }

    /// Whether there is no value.
    @inlinable public var isNull: Bool { packed >> 28 == 0 }

    /// Whether it is more than nothing or plain text.
    var isUnusual: Bool { packed >> 28 > UInt32(Kind.text.rawValue) }

    /// Whether the bytes are sound text.
    @inlinable public var isText: Bool { (packed >> 28) &- 1 < 2 }
}
