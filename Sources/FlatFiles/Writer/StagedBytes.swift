internal import ByteScan
internal import Crypto
internal import Disk
internal import Foundation

/// Reads files piece by piece.
enum StagedBytes {
    static let pieceBytes = 256 << 10

    /// Hands over the bytes of a range of a file; fewer if the file ends before.
    static func forEachPiece(of file: OpenFile, _ range: Range<Int>, _ body: ([UInt8]) throws -> Void) throws {
        var at = range.lowerBound
        while at < range.upperBound {
            let piece = try file.read(at: at, count: min(pieceBytes, range.upperBound - at))
            if piece.isEmpty { return }
            try body(piece)
            at += piece.count
        }
    }

    /// SHA-256 of a file in hexadecimal; nil if there is none.
    static func sha256(ifThereOf path: String) throws -> String? {
        try Files.status(path) == nil ? nil : sha256(of: path)
    }

    /// SHA-256 of a file in hexadecimal.
    static func sha256(of path: String) throws -> String {
        let file = try OpenFile(path, .read)
        var hash = SHA256()
        try forEachPiece(of: file, 0..<(try file.size())) { hash.update(data: $0) }
        return hash.finalize().hexadecimal
    }
}
