internal import Disk
internal import ETL
internal import Foundation

/// What one run has committed, line by line, so that the run that takes it up need not ask again.
///
/// The first line says which run it is. A kill may tear the last line; it counts as not written.
struct Journal {
    /// Version 2 names a run by what its stages say of themselves.
    static let currentVersion = 2
    private static let name = "journal"

    /// The first line.
    struct Header: Codable, Equatable {
        var formatVersion = Journal.currentVersion
        let pipeline: String
        /// Sorted; nil in journals of before it was kept.
        let sources: [String]?
        let fingerprint: String
        let run: String
        let startedAt: Int64

        enum CodingKeys: String, CodingKey {
            case formatVersion = "format_version"
            case pipeline, sources, fingerprint, run
            case startedAt = "started_at"
        }

        init(of run: RunIdentity) {
            pipeline = run.pipeline
            sources = run.sources.isEmpty ? nil : run.sources.sorted()
            fingerprint = run.fingerprint
            self.run = run.id
            startedAt = run.startedAt
        }

        /// Whether a run of the same pipeline may ask for days that stand here.
        func mayShareDays(with run: RunIdentity) -> Bool {
            guard pipeline == run.pipeline else { return false }
            guard let sources, !run.sources.isEmpty else { return true }
            return !run.sources.isDisjoint(with: sources)
        }
    }

    /// A line for a partition that was committed, or held the same already.
    struct Line: Codable {
        let report: String
        let source: String
        let day: String
    }

    let header: Header
    let committed: PartitionSet

    /// Reads the journal of a run's directory; nil if there is none, or none whose first line is whole.
    ///
    /// - Throws: ``ETLError`` if a newer version of the program wrote it.
    init?(reading directory: String) throws {
        let path = "\(directory)/\(Self.name)"
        guard try Files.status(path)?.kind == .file, let bytes = try Files.contents(of: path) else { return nil }
        let lines = bytes[..<Self.wholeLines(bytes)].split(separator: 0x0A)
        guard let first = lines.first, let header = try? JSONDecoder().decode(Header.self, from: Data(first)),
            Self.times.contains(header.startedAt), header.formatVersion > 0
        else { return nil }
        guard header.formatVersion <= Self.currentVersion else {
            throw ETLError(
                .files, scope: .run, "\(path) was written by a newer version of the program",
                remedy: .newerRun)
        }
        self.header = header
        var committed = PartitionSet()
        for line in lines.dropFirst() {
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)), let day = Day(line.day) else {
                continue
            }
            committed.insert(Partition(report: line.report, source: line.source, day: day))
        }
        self.committed = committed
    }

    /// Begins a journal.
    static func begin(_ header: Header, in directory: String) throws {
        try Files.write(try encoded(header), to: "\(directory)/\(name)", mode: 0o600, sync: false)
    }

    /// Adds a line.
    static func note(_ line: Line, in directory: String) throws {
        let file = try OpenFile("\(directory)/\(name)", .update, mode: 0o600)
        let size = try file.size()
        let start = max(0, size - longestLine)
        let end = try file.read(at: start, count: size - start)
        // A line that a kill or a full disk tore is written over.
        try file.write(try encoded(line), at: start + wholeLines(end))
    }

    /// More than a line has.
    private static let longestLine = 4096
    /// Seconds from 1970 to beyond the last year with four digits.
    private static let times: ClosedRange<Int64> = 0...1 << 40

    private static func encoded(_ line: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return Array(try encoder.encode(line)) + [0x0A]
    }

    private static func wholeLines(_ bytes: [UInt8]) -> Int {
        bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }
}
