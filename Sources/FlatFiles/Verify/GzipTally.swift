internal import ByteScan
internal import Crypto

/// What a compressed file of rows really holds.
struct GzipTally {
    private(set) var bytes = 0
    private(set) var contentBytes = 0
    private(set) var sha256 = ""
    private(set) var contentSHA256 = ""
    private(set) var lines = 0
    /// Whether the last line has its end.
    private(set) var endsWithLine = true

    /// Reads a file to its end, whose lines end as a format's do.
    ///
    /// - Throws: ``DamagedGzip`` if it is not a whole gzip file.
    init(reading path: String, _ rule: LineRule = LineRule()) throws {
        var reader = try ContentReader(of: path)
        var splitter = LineSplitter(rule)
        var (fileHash, contentHash) = (SHA256(), SHA256())
        while try reader.next(
            raw: { piece in
                bytes += piece.count
                fileHash.update(data: piece)
            },
            { content in
                contentBytes += content.count
                contentHash.update(data: content)
                splitter.split(content) { _, isEnd in if isEnd { lines += 1 } }
                if let last = content.last { endsWithLine = last == ASCII.lineFeed }
            })
        {}
        sha256 = fileHash.finalize().hexadecimal
        contentSHA256 = contentHash.finalize().hexadecimal
    }
}
