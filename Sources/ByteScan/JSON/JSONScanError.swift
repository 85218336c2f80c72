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
        case duplicateKey = "a key of the envelope stands twice"
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
