internal import ByteScan
internal import Crypto
public import ETL
internal import Settings

/// Replaces text by a token that depends on the text and a key: HMAC-SHA-256 of its UTF-8, as 64 lower-case hexadecimal
/// digits.
///
/// The same text gives the same token in every report and run with the same key, so rows can still be joined, and
/// nobody without the key can find the text by trying. Null stays null, and rows in quarantine carry the tokens too.
public struct Hash: Transformer {
    /// The fewest bytes that a key has; a shorter one can be found by trying.
    public static let shortestKey = 16

    /// The columns that it works on.
    public var fields: [String]
    /// Keys of the source that no column holds.
    public var keys: [String]
    private let key: SymmetricKey

    /// Hashes columns of text with a key.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - key: the secret, long and random: ``shortestKey`` bytes or more.
    ///   - keys: keys of the source that no column holds, hidden wherever a row is shown as it came.
    public init(fields: [String], key: [UInt8], keys: [String] = []) {
        self.fields = fields
        self.keys = keys
        self.key = SymmetricKey(data: key)
    }

    /// Hashes columns of text with the UTF-8 of a key.
    public init(fields: [String], key: String, keys: [String] = []) {
        self.init(fields: fields, key: Array(key.utf8), keys: keys)
    }

    /// A word that tells two keys apart and says nothing of either: the token of a fixed text.
    public var fingerprint: String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("wolkvox-etl key fingerprint".utf8), using: key)
        return code.prefix(8).hexadecimal
    }

    /// The columns and the key's fingerprint.
    public var identity: StageIdentity { StageIdentity("hash", [fingerprint] + fields) }

    /// Binds to the columns named, which must be text.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        guard key.bitCount >= Self.shortestKey * 8 else {
            throw ETLError.transform(
                "hash", "the key has fewer than \(Self.shortestKey) bytes", advice: "Use a long, random key.")
        }
        return try schema.covering(fields, keys: keys, with: Token(key: key), for: "hash")
    }
}

extension Hash: HidingTransformer {
    private static let secret = Setting(
        KeyShape(
            "key", .secret, presence: .required, summary: "The secret that the hash depends on.", example: "${PII_KEY}"),
        SecretText.key)

    package static let form = TransformForm(
        "hash", summary: "Replaces a text by a keyed hash, the same in every report.",
        example: "{ fields: [customer_id], key: \"${PII_KEY}\" }", keys: [.fields, secret.shape]
    ) { reader in
        let fields = reader.fields()
        guard let scalar = reader.scalar(secret), let key = reader.context.parse(scalar, as: secret) else { return nil }
        reader.context.warnOfLiteral(scalar, of: secret.shape)
        return fields.map { Hash(fields: $0, key: key.reveal()) }
    }
}

extension Hash: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The columns; never the key.
    public var description: String { "Hash(fields: \(fields))" }
    /// The columns; never the key.
    public var debugDescription: String { description }
    /// The columns; never the key.
    public var customMirror: Mirror { Mirror(self, children: ["fields": fields]) }
}

private struct Token: Hider {
    private let keyed: HMAC<SHA256>
    private var text: [UInt8] = []

    init(key: SymmetricKey) { keyed = HMAC(key: key) }

    mutating func hide(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
        text.removeAll(keepingCapacity: true)
        for at in range { text.append(bytes[at]) }
        // A copy begins with the key's blocks already hashed.
        var code = keyed
        code.update(data: text)
        for byte in code.finalize() {
            output.append(ASCII.hexDigit(byte >> 4))
            output.append(ASCII.hexDigit(byte & 0xF))
        }
    }
}
