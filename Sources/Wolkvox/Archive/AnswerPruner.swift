internal import ByteScan
internal import Disk
internal import ETL
internal import NIOCore

/// Removes the rows of people from an answer as the API sent it; all other bytes stay as they are but for the number of
/// records in `msg`.
///
/// A row is the innermost element of a list, or numbered member of `data`, that has a listed value.
struct AnswerPruner {
    /// The answer without the rows.
    private(set) var output: [UInt8] = []
    /// How many rows went.
    private(set) var removed = 0

    private let bytes: [UInt8]
    private let charset: AnswerCharset
    private let isListed: (_ field: String, _ value: [UInt8]) -> Bool
    private var at = 0
    /// Where the text of `msg` is in the output.
    private var message: Range<Int>?
    /// How many elements `data` had, and how many of them went.
    private var elements = 0
    private var removedElements = 0

    /// The answer is not JSON.
    struct Unreadable: Error {}

    private static let deepest = 256

    /// - Parameters:
    ///   - bytes: the answer.
    ///   - charset: what it is written in.
    ///   - isListed: returns whether the row goes that has a value of a field, in UTF-8 whatever the answer is written in.
    /// - Throws: ``Unreadable``.
    init(
        _ bytes: [UInt8], charset: AnswerCharset = .utf8,
        isListed: @escaping (_ field: String, _ value: [UInt8]) -> Bool
    ) throws {
        self.bytes = bytes
        self.charset = charset
        self.isListed = isListed
        output.reserveCapacity(bytes.count)
        copyBlanks()
        guard try next() == ASCII.openBrace else { throw Unreadable() }
        _ = try object(depth: 0)
        guard bytes[at...].allSatisfy(ASCII.isBlank) else { throw Unreadable() }
        output += bytes[at...]
        if removed > 0 { correctMessage() }
    }

    /// Prunes the answer in a file of an archive; nil if it is not an answer.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - charset: what the answer is written in.
    ///   - isListed: returns whether the row goes that has a value of a field.
    /// - Throws: ``ETLError`` if the file cannot be read.
    init?(
        file path: String, charset: AnswerCharset, isListed: @escaping (_ field: String, _ value: [UInt8]) -> Bool
    ) throws(ETLError) {
        do {
            self = try AnswerPruner(Self.content(of: path), charset: charset, isListed: isListed)
        } catch let error as ETLError {
            throw error
        } catch {
            return nil
        }
    }

    private static func content(of path: String) throws -> [UInt8] {
        let file = try OpenFile(path, .read, errors: AnswerArchive.errors)
        let inflater = try GzipInflater()
        var content: [UInt8] = []
        for start in stride(from: 0, to: try file.size(), by: 256 << 10) {
            inflater.take(try file.read(at: start, count: 256 << 10))
            while let piece = try inflater.next() { content += piece.readableBytesView }
        }
        try inflater.finish()
        return content
    }

    /// Compresses an answer as the archive keeps it.
    static func packed(_ content: [UInt8]) throws -> [UInt8] {
        let deflater = try GzipDeflater()
        var packed: [UInt8] = []
        unsafe content.withUnsafeBytes { unsafe deflater.deflate($0) { packed += $0 } }
        deflater.finish { packed += $0 }
        return packed
    }

    /// Copies a value; returns whether it is an object that goes.
    private mutating func value(depth: Int) throws -> Bool {
        guard depth < Self.deepest else { throw Unreadable() }
        copyBlanks()
        switch try next() {
        case ASCII.openBrace: return try object(depth: depth)
        case ASCII.openBracket: try list(depth: depth)
        case ASCII.quote: _ = try string()
        default:
            let end = CanonicalJSON.endOfValue(bytes.span, start: at, limit: bytes.count)
            guard end > at else { throw Unreadable() }
            output += bytes[at..<end]
            at = end
        }
        return false
    }

    private mutating func list(depth: Int) throws {
        try copyParts(from: ASCII.openBracket, to: ASCII.closeBracket, depth: depth) { pruner in
            let goes = try pruner.value(depth: depth + 1)
            if depth == 1 { pruner.elements += 1 }
            return goes
        }
    }

    /// Returns whether the object goes.
    private mutating func object(depth: Int) throws -> Bool {
        var goes = false
        try copyParts(from: ASCII.openBrace, to: ASCII.closeBrace, depth: depth) { pruner in
            pruner.copyBlanks()
            let key = try pruner.string()
            pruner.copyBlanks()
            try pruner.copyMark(ASCII.colon)
            pruner.copyBlanks()
            let start = (input: pruner.at, output: pruner.output.count)
            let memberGoes = try pruner.value(depth: depth + 1)
            if depth == 0, key == Array("msg".utf8) { pruner.message = start.output..<pruner.output.count }
            if memberGoes, !key.isEmpty, key.allSatisfy(ASCII.isDigit) { return true }
            if memberGoes, depth == 0 {
                pruner.output.replaceSubrange(start.output..., with: Array("[]".utf8))
                pruner.removed += 1
            } else if memberGoes {
                goes = true
            } else if depth > 0, pruner.isListed(String(decoding: key, as: UTF8.self), pruner.scalar(at: start.input)) {
                goes = true
            }
            return false
        }
        return goes
    }

    /// Copies a list or an object; `body` copies an element or member and returns whether it goes.
    private mutating func copyParts(
        from opening: UInt8, to closing: UInt8, depth: Int, _ body: (_ pruner: inout AnswerPruner) throws -> Bool
    ) throws {
        try copyMark(opening)
        var isFirst = true
        var kept = 0
        while true {
            let mark = output.count
            copyBlanks()
            if try next() == closing { return try copyMark(closing) }
            if !isFirst {
                guard try next() == ASCII.comma else { throw Unreadable() }
                at += 1
            }
            isFirst = false
            if kept > 0 { output.append(ASCII.comma) }
            if try body(&self) {
                output.removeSubrange(mark...)
                removed += 1
                if depth == 1 { removedElements += 1 }
            } else {
                kept += 1
            }
        }
    }

    /// A string or a number as text; empty for anything else.
    private func scalar(at start: Int) -> [UInt8] {
        switch bytes[start] {
        case ASCII.openBrace, ASCII.openBracket: return []
        case ASCII.quote:
            let end = CanonicalJSON.endOfString(bytes.span, quote: start, limit: bytes.count)
            let raw = bytes[start + 1..<max(start + 1, end)]
            let spelled = charset == .utf8 ? Array(raw) : AnswerCharset.decode(raw)
            return JSONText.decoded(spelled.span, spelled.indices)
        default: return Array(bytes[start..<CanonicalJSON.endOfValue(bytes.span, start: start, limit: bytes.count)])
        }
    }

    /// Copies a string and returns its text.
    private mutating func string() throws -> [UInt8] {
        guard try next() == ASCII.quote else { throw Unreadable() }
        let end = CanonicalJSON.endOfString(bytes.span, quote: at, limit: bytes.count)
        guard end < bytes.count else { throw Unreadable() }
        let text = scalar(at: at)
        output += bytes[at...end]
        at = end + 1
        return text
    }

    private mutating func copyBlanks() {
        while at < bytes.count, ASCII.isBlank(bytes[at]) || at < 3 && [0xEF, 0xBB, 0xBF].contains(bytes[at]) {
            output.append(bytes[at])
            at += 1
        }
    }

    private func next() throws -> UInt8 {
        guard at < bytes.count else { throw Unreadable() }
        return bytes[at]
    }

    private mutating func copyMark(_ mark: UInt8) throws {
        guard try next() == mark else { throw Unreadable() }
        output.append(mark)
        at += 1
    }

    /// Makes the number that `msg` begins with the number of the rows that are left.
    private mutating func correctMessage() {
        guard let message, message.count > 2 else { return }
        let digits = output[message].dropFirst().prefix { 0x30...0x39 ~= $0 }
        guard let announced = Int(String(decoding: digits, as: UTF8.self)) else { return }
        let left = max(0, announced - (announced == elements ? removedElements : removed))
        output.replaceSubrange(digits.indices, with: Array("\(left)".utf8))
    }
}
