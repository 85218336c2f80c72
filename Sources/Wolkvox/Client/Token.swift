internal import ByteScan
internal import Crypto
public import ETL

/// A secret that opens a source's API. Whatever prints or inspects it sees its fingerprint; only ``reveal()`` gives the
/// text.
public struct Token: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let secret: Secret

    /// A token.
    ///
    /// - Throws: ``ETLError`` if it is empty, or has characters that a request cannot carry.
    public init(_ text: String) throws(ETLError) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ETLError(
                .configuration, scope: .token,
                text.isEmpty ? "The token is empty" : "The token has blanks, line breaks or characters beyond ASCII",
                advice: "Copy it again from wolkvox Manager, under Configuration, Integrations, Tokens.")
        }
        secret = Secret(text)
    }

    /// The token itself, for the request header and for finding it in texts that must not show it.
    public func reveal() -> String { secret.reveal() }

    /// Sixteen hexadecimal digits that name the token without telling it: the start of its SHA-256.
    public var fingerprint: String {
        SHA256.hash(data: Array(reveal().utf8)).prefix(8).hexadecimal
    }

    /// The fingerprint.
    public var description: String { "token \(fingerprint)" }

    /// The fingerprint.
    public var debugDescription: String { description }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
