/// What a scanner found wrong, and at which byte of the whole answer.
public struct JSONScanError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of mistakes.
    public enum Code: String, Sendable {
        /// A byte that JSON does not allow there.
        case unexpectedByte = "unexpected byte"
        /// The text ends before the value does.
        case unexpectedEnd = "the text ends before the value does"
        /// A number that does not follow JSON's grammar.
        case malformedNumber = "malformed number"
        /// An escape that JSON does not know.
        case malformedEscape = "malformed escape"
        /// Something stands behind the end of the envelope.
        case trailingBytes = "there are bytes behind the end of the answer"
        /// Arrays and objects are nested deeper than allowed.
        case tooDeep = "values are nested too deep"
        /// An object has more keys than allowed.
        case tooManyKeys = "an object has too many keys"
        /// One value is longer than allowed.
        case tooLong = "a value is too long"
        /// The envelope has a key twice.
        case duplicateKey = "duplicate key in the envelope"
        /// `data` is an object whose first key is a number and a later one is not.
        case mixedKeys = "the keys of data are numbers and names"
        /// The text is no JSON object at all.
        case notAnObject = "the answer is no JSON object"
    }

    /// What is wrong.
    public let code: Code
    /// Bytes before the mistake, counted from the start of the answer.
    public let offset: Int

    /// A mistake at `offset`.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// One line for people.
    public var description: String { "\(code.rawValue) (byte \(offset))" }
}

/// How much a scanner takes from a server that it doesn't trust.
public struct ScanLimits: Sendable, Equatable {
    /// Bytes of one element of `data`, or of one value of the envelope.
    public var elementBytes: Int
    /// Levels of arrays and objects within one value.
    public var depth: Int
    /// Keys of one object.
    public var keys: Int
    /// Digits and signs of one number.
    public var numberLength: Int

    /// The same, but for depth and keys, which only the memory of a scanner bounds: some megabytes at most.
    var beyondReason: ScanLimits {
        ScanLimits(elementBytes: elementBytes, depth: 1 << 20, keys: .max, numberLength: numberLength)
    }

    /// Limits far above what the API was ever seen to send.
    public init(elementBytes: Int = 4 << 20, depth: Int = 64, keys: Int = 1024, numberLength: Int = 256) {
        self.elementBytes = elementBytes
        self.depth = depth
        self.keys = keys
        self.numberLength = numberLength
    }
}
