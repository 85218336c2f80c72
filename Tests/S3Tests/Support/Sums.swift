@testable import S3

/// Checksums of test data.
enum Sums {
    static func sha256(_ bytes: [UInt8]) -> String { SHA256Text.hexadecimal(bytes) }
}
