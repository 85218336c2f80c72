/// Why a row goes to quarantine.
public struct Rejection: Sendable, Equatable {
    /// The reasons, as they stand in the quarantine files.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// No date and time in any form that the API is known to use.
        case invalidTimestamp = "invalid_timestamp"
        /// No calendar day.
        case invalidDay = "invalid_day"
        /// No decimal number.
        case invalidDecimal = "invalid_decimal"
        /// A number whose separators can be read in two ways.
        case ambiguousDecimal = "ambiguous_decimal"
        /// No whole number, or one beyond 64 bits.
        case invalidInteger = "invalid_integer"
        /// No duration.
        case invalidDuration = "invalid_duration"
        /// No percentage.
        case invalidPercent = "invalid_percent"
        /// An object or array where one value was promised.
        case wrongType = "wrong_type"
        /// Bytes that are no UTF-8.
        case invalidUTF8 = "invalid_utf8"
        /// A bare control character in a string.
        case controlCharacter = "control_character"
        /// Half of a surrogate pair.
        case loneSurrogate = "lone_surrogate"
        /// A key is duplicated in the row.
        case duplicateKey = "duplicate_key"
        /// An element that is not an object.
        case notAnObject = "not_an_object"
        /// A row that is nested too deep, or that has too many keys, to be taken apart; a decimal of more than 38
        /// significant digits.
        case beyondLimits = "beyond_limits"
        /// A time outside the window that was asked for.
        case outsideWindow = "outside_window"
        /// A row without its own time, in a report whose rows have one.
        case missingTimestamp = "missing_timestamp"
        /// A field that the definition lacks, where the file says `unknown_fields: fail`.
        case unknownField = "unknown_field"
        /// A value that a transform of the pipeline file could not take.
        case transformFailed = "transform_failed"

        /// Whether the row itself is at fault, so that no single value can be replaced by null.
        public var isStructural: Bool {
            switch self {
            case .duplicateKey, .notAnObject, .beyondLimits, .outsideWindow, .missingTimestamp, .unknownField: true
            default: false
            }
        }
    }

    /// The row's number in its batch.
    public let row: Int
    /// Why.
    public let reason: Reason
    /// The field at fault, under the source's key; nil if the row as a whole is.
    public let field: String?
    /// The value at fault as it came, still to be redacted; nil if there is none.
    public let value: String?

    /// Whether the row is not a proper object of valid text, so that it is not in quarantine as it came.
    public var isOfWholeRow: Bool {
        switch reason {
        case .duplicateKey, .notAnObject, .invalidUTF8, .controlCharacter, .loneSurrogate: true
        case .beyondLimits: field == nil
        default: false
        }
    }

    /// A rejection.
    public init(row: Int, reason: Reason, field: String?, value: String?) {
        self.row = row
        self.reason = reason
        self.field = field
        self.value = value
    }
}

/// What happens to a value that doesn't fit its type.
public enum InvalidPolicy: String, Sendable, Codable, CaseIterable {
    /// The row goes to quarantine with its reason.
    case quarantine
    /// The value becomes null and is counted.
    case null
    /// The day is not committed.
    case fail
}
