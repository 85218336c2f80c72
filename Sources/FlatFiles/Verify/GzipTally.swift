internal import ByteScan
internal import Crypto
internal import Disk
internal import Foundation

/// What a gzip file of rows really holds.
struct GzipTally {
    private(set) var bytes = 0
    private(set) var contentBytes = 0
    private(set) var sha256 = ""
    private(set) var contentSHA256 = ""
    private(set) var lines = 0
    private var isQuoted = false
    private var lastByte: UInt8?

    /// Whether the last line has its end.
    var endsWithLine: Bool { lastByte == nil || lastByte == ASCII.lineFeed }

    /// Reads a file to its end; with `quotes`, line ends between quotes belong to a value, as in CSV.
    ///
    /// - Throws: ``DamagedGzip`` if it is no whole gzip file.
    init(reading path: String, quotes: Bool) throws {
        let file = try OpenFile(path, .read)
        let inflater = try Inflater(.gzip)
        var fileHash = SHA256()
        var contentHash = SHA256()
        try StagedBytes.forEachPiece(of: file, 0..<(try file.size())) { piece in
            bytes += piece.count
            fileHash.update(data: piece)
            try inflater.inflate(piece) { content in
                contentHash.update(data: content)
                count(content, quotes: quotes)
            }
        }
        guard inflater.isAtEnd else { throw DamagedGzip(reason: "it is cut off") }
        sha256 = fileHash.finalize().hexadecimal
        contentSHA256 = contentHash.finalize().hexadecimal
    }

    private mutating func count(_ content: ArraySlice<UInt8>, quotes: Bool) {
        contentBytes += content.count
        for byte in content {
            if byte == ASCII.lineFeed, !isQuoted {
                lines += 1
            } else if quotes, byte == ASCII.quote {
                isQuoted.toggle()
            }
        }
        lastByte = content.last
    }
}
