internal import ByteScan
internal import Crypto
public import ETL

extension StageIdentity {
    /// SHA-256 over all of it, the first 128 bits in lower-case hexadecimal.
    public var fingerprint: String { SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal }
}
