internal import ByteScan
internal import Disk
internal import ETL

/// Reads a gzip file piece by piece, as lines without their ends.
struct LineReader {
    private let path: String
    private let file: OpenFile
    private let size: Int
    private let inflater: Inflater
    private let quotes: Bool
    private var offset = 0
    private var line: [UInt8] = []
    private var isQuoted = false

    /// A reader; with `quotes`, line ends between quotes belong to a value, as in CSV.
    init(of path: String, quotes: Bool = false) throws {
        self.path = path
        self.quotes = quotes
        file = try OpenFile(path, .read)
        size = try file.size()
        inflater = try Inflater(.gzip)
    }

    /// The lines of the next piece of the file, perhaps none; nil at its end.
    ///
    /// - Throws: ``ETLError`` if the file is damaged.
    mutating func nextPiece() throws -> [[UInt8]]? {
        do {
            guard offset < size else {
                guard inflater.isAtEnd, line.isEmpty else { throw DamagedGzip(reason: "it is cut off") }
                return nil
            }
            let piece = try file.read(at: offset, count: min(StagedBytes.pieceBytes, size - offset))
            guard !piece.isEmpty else { throw DamagedGzip(reason: "it is cut off") }
            offset += piece.count
            var lines: [[UInt8]] = []
            try inflater.inflate(piece) { content in
                for byte in content {
                    if byte == ASCII.lineFeed, !isQuoted {
                        lines.append(line)
                        line.removeAll(keepingCapacity: true)
                    } else {
                        if quotes, byte == ASCII.quote { isQuoted.toggle() }
                        line.append(byte)
                    }
                }
            }
            return lines
        } catch let damage as DamagedGzip {
            throw ETLError(
                .data, "\(path) is damaged: \(damage.reason)", advice: "Run the pipeline again for its day")
        }
    }
}
