internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import NIOCore

/// Removes the rows of people from the answers that an archive has kept.
public struct ArchiveEraser {
    /// What came of it.
    public struct Result: Sendable, Equatable {
        /// Answers that were rewritten.
        public var answers = 0
        /// Rows that went.
        public var rows = 0
        /// The files of answers that could not be read.
        public var unreadable: [String] = []
    }

    private let directory: String
    private let isListed: @Sendable (_ field: String, _ value: [UInt8]) -> Bool

    /// An eraser.
    ///
    /// - Parameters:
    ///   - archive: where the answers are.
    ///   - isListed: Returns whether a row goes that has a value of a field, in UTF-8 as the source sent it.
    public init(
        _ archive: AnswerArchive, isListed: @escaping @Sendable (_ field: String, _ value: [UInt8]) -> Bool
    ) {
        directory = archive.directory
        self.isListed = isListed
    }

    /// Removes the rows, and what a killed run left of answers that it was receiving. Each answer is replaced as a whole; an
    /// interrupted work is done again.
    ///
    /// - Parameter isTrial: whether rows are counted only.
    /// - Returns: what went.
    /// - Throws: ``ETLError`` if a file cannot be written.
    public func erase(isTrial: Bool = false) throws -> Result {
        var result = Result()
        for source in try folders("source=", in: directory) {
            for report in try folders("report=", in: source) {
                for name in try Files.names(in: report, errors: AnswerArchive.errors).sorted() {
                    if name.hasSuffix(AnswerArchive.partEnding) {
                        if !isTrial { _ = try Files.remove("\(report)/\(name)") }
                    } else if name.hasSuffix(AnswerArchive.ending) {
                        try erase("\(report)/\(name)", isTrial: isTrial, &result)
                    }
                }
            }
        }
        return result
    }

    private func folders(_ prefix: String, in folder: String) throws -> [String] {
        try Files.names(in: folder, errors: AnswerArchive.errors).sorted().filter { $0.hasPrefix(prefix) }
            .map { "\(folder)/\($0)" }
    }

    private func erase(_ path: String, isTrial: Bool, _ result: inout Result) throws {
        let notePath = path.dropLast(AnswerArchive.ending.count) + AnswerArchive.noteEnding
        let note = try Files.contents(of: String(notePath), most: 1 << 20).flatMap { ArchivedAnswer($0) }
        let charset = note.map { AnswerCharset(name: $0.charset) } ?? .utf8
        guard let pruner = try AnswerPruner(file: path, charset: charset, isListed: isListed) else {
            result.unreadable.append(path)
            return
        }
        guard pruner.removed > 0 else { return }
        result.answers += 1
        result.rows += pruner.removed
        if isTrial { return }
        try replace(path, by: pruner.output, note, at: String(notePath))
    }

    /// The note comes first: of an answer that was not replaced in time, the note says so, and it is pruned again.
    private func replace(_ path: String, by content: [UInt8], _ note: ArchivedAnswer?, at notePath: String) throws {
        if var note {
            note.bytes = content.count
            note.sha256 = SHA256.hash(data: content).hexadecimal
            try Files.write(try note.encoded(), to: notePath + AnswerArchive.partEnding, mode: 0o600)
            try Files.rename(notePath + AnswerArchive.partEnding, to: notePath)
        }
        try Files.write(try AnswerPruner.packed(content), to: path + AnswerArchive.partEnding, mode: 0o600)
        try Files.rename(path + AnswerArchive.partEnding, to: path)
        try Files.syncDirectory(Files.parent(of: path))
    }
}
