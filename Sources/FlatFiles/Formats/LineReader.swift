internal import ByteScan
internal import Disk
internal import ETL

/// Reads a compressed file piece by piece.
struct ContentReader {
    private let file: OpenFile
    private let size: Int
    private let inflater: Inflater
    private var offset = 0

    init(of path: String) throws {
        file = try OpenFile(path, .read)
        size = try file.size()
        inflater = try Inflater(.gzip)
    }

    /// Hands over the next piece of the file as it is, then what it decompresses to; false at the end.
    ///
    /// - Throws: ``DamagedGzip``, and what `body` throws.
    mutating func next(
        raw: ([UInt8]) -> Void = { _ in }, _ body: (ArraySlice<UInt8>) throws -> Void
    ) throws -> Bool {
        guard offset < size else {
            guard inflater.isAtEnd else { throw DamagedGzip(reason: "it is cut off") }
            return false
        }
        let piece = try file.read(at: offset, count: min(StagedBytes.pieceBytes, size - offset))
        guard !piece.isEmpty else { throw DamagedGzip(reason: "it is cut off") }
        offset += piece.count
        raw(piece)
        try inflater.inflate(piece, body)
        return true
    }
}

/// Finds where lines end in content that comes piece by piece.
struct LineSplitter {
    private let rule: LineRule
    private var isQuoted = false

    init(_ rule: LineRule) { self.rule = rule }

    /// Hands over the parts of lines that a further piece holds, without line ends, and whether the line ends there.
    mutating func split(
        _ content: ArraySlice<UInt8>, _ body: (_ part: ArraySlice<UInt8>, _ isEnd: Bool) -> Void
    ) {
        var start = content.startIndex
        for index in content.indices {
            if content[index] == ASCII.lineFeed, !isQuoted {
                body(content[start..<index], true)
                start = index + 1
            } else if rule.hasQuotes, content[index] == ASCII.quote {
                isQuoted.toggle()
            }
        }
        if start < content.endIndex { body(content[start...], false) }
    }
}

/// Reads a compressed file piece by piece, as lines without their ends.
struct LineReader {
    private let path: String
    private var reader: ContentReader
    private var splitter: LineSplitter
    private var line: [UInt8] = []
    private var isInLine = false

    /// A reader of a file whose lines end as a format's do.
    init(of path: String, _ lines: LineRule = LineRule()) throws {
        self.path = path
        reader = try ContentReader(of: path)
        splitter = LineSplitter(lines)
    }

    /// Hands over the parts of lines of the next piece of the file, and whether a line ends behind each; false at its
    /// end.
    ///
    /// - Throws: ``ETLError`` if the file is damaged.
    mutating func nextParts(_ body: (_ part: ArraySlice<UInt8>, _ isEnd: Bool) -> Void) throws -> Bool {
        do {
            let isMore = try reader.next { content in
                splitter.split(content) { part, isEnd in
                    isInLine = !isEnd
                    body(part, isEnd)
                }
            }
            guard isMore || !isInLine else { throw DamagedGzip(reason: "it is cut off") }
            return isMore
        } catch let damage as DamagedGzip {
            throw ETLError(
                .data, "\(path) is damaged: \(damage.reason)", advice: "Run the pipeline again for its day")
        }
    }

    /// The lines of the next piece of the file, perhaps none; nil at its end.
    ///
    /// - Throws: ``ETLError`` if the file is damaged.
    mutating func nextPiece() throws -> [[UInt8]]? {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        swap(&line, &self.line)
        let isMore = try nextParts { part, isEnd in
            line += part
            guard isEnd else { return }
            lines.append(line)
            line.removeAll(keepingCapacity: true)
        }
        self.line = line
        return isMore ? lines : nil
    }
}
