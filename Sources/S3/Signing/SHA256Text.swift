internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation

/// SHA-256, as stores want it.
enum SHA256Text {
    private static let pieceSize = 256 << 10
    /// The hash of nothing.
    static let ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// The hash of bytes, in hexadecimal.
    static func hexadecimal(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    /// The hash of a part of a file, in hexadecimal; the file is read piece by piece.
    static func hexadecimal(of file: OpenFile, offset: Int, count: Int) throws -> String {
        var hash = SHA256()
        var offset = offset
        let end = offset + count
        while offset < end {
            let piece = try file.read(at: offset, count: min(pieceSize, end - offset))
            if piece.isEmpty { break }
            hash.update(data: piece)
            offset += piece.count
        }
        return hash.finalize().hexadecimal
    }

    /// A hash in hexadecimal as Base64, the form of checksum headers; nil if it is not one.
    static func base64(_ hexadecimal: String) -> String? {
        let digits = hexadecimal.utf8.compactMap(ASCII.hexValue)
        guard digits.count == 64, hexadecimal.utf8.count == 64 else { return nil }
        return Data(stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }).base64EncodedString()
    }
}
