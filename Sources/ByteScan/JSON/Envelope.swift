/// What an answer says around its rows.
public struct Envelope: Sendable, Equatable {
    /// The value under the key of the rows.
    public enum RowsShape: Sendable, Equatable {
        /// No such key, or null, or an empty string.
        case missing
        /// An array, or an object whose keys are whole numbers; its elements were handed over as rows.
        case array
        /// A lone object, handed over as one row; an empty one is not a row.
        case object
        /// A value that is not a set of rows.
        case other
    }

    /// The code, whether it came as a number or as a string; nil if it is absent.
    public var code: Int?
    /// Whether the code came as a string.
    public var isCodeText = false
    /// The error, unless null or the word "null".
    public var error: String?
    /// The message.
    public var message: String?
    /// The shape of the rows.
    public var rows: RowsShape = .missing
    /// Whether a key without a role has a list or an object with something in it, where rows may hide.
    public var hasUnknownContents = false

    /// An empty envelope.
    public init() {}
}

/// The keys of an answer's outermost object.
public struct EnvelopeKeys: Sendable, Equatable {
    /// What a key holds.
    enum Role {
        case code, error, message, rows, other
    }

    /// The key of the number that says how the request went.
    public var code: String
    /// The key of what went wrong.
    public var error: String
    /// The key of the words about the rows.
    public var message: String
    /// The key of the rows.
    public var rows: String

    /// Keys by what they hold.
    public init(code: String, error: String, message: String, rows: String) {
        self.code = code
        self.error = error
        self.message = message
        self.rows = rows
    }

    /// What a key holds.
    func role(of key: String) -> Role {
        switch key {
        case rows: .rows
        case code: .code
        case message: .message
        case error: .error
        default: .other
        }
    }
}
