/// Why no whole answer came.
public struct TransportError: Error, Sendable, Equatable {
    /// The kinds of failures.
    public enum Kind: String, Sendable, CaseIterable {
        /// There was no connection.
        case unreachable
        /// There was no connection through the proxy.
        case proxy
        /// The server's certificate could not be verified.
        case untrusted
        /// What is at the other end expects another protocol or other settings; asking again cannot help.
        case mismatched
        /// The connection broke before the answer's end.
        case cut
        /// The answer took too long.
        case timedOut
        /// The answer decompresses to more than is allowed.
        case tooLarge
        /// What came is not HTTP, or its compression is broken.
        case malformed
    }

    /// What kind of failure.
    public var kind: Kind
    /// Details for people. Of ``Kind/untrusted`` and ``Kind/mismatched``, the part of a sentence after "the server".
    public var detail: String
    /// What a person can do; empty where the kind alone says it.
    public var advice: String

    /// A failure.
    public init(_ kind: Kind, _ detail: String = "", advice: String = "") {
        self.kind = kind
        self.detail = detail
        self.advice = advice
    }
}
