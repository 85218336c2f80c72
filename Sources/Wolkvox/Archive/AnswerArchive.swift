internal import ByteScan
internal import Crypto
internal import Disk
public import ETL
internal import Foundation

/// A folder with the answers of the API as they came, for making days again without a call.
///
/// `source=…/report=…/first-last[-value]-askedAt.json.gz`, and beside each the ``ArchivedAnswer`` as `.meta.json`. Its folders
/// and files are open to their owner alone: they hold what the API sent, before any mask.
public struct AnswerArchive: Sendable {
    /// The folder.
    public let directory: String
    /// Says of the value of a field, in UTF-8, whether its row is not to be kept; nil where all rows are.
    public var isForgotten: (@Sendable (_ field: String, _ value: [UInt8]) -> Bool)?

    /// The archive in a folder, which is made with the first answer.
    public init(_ directory: String) { self.directory = directory }

    static let ending = ".json.gz"
    static let noteEnding = ".meta.json"
    /// What is being written has this behind its name.
    static let partEnding = ".part"

    /// The folder of a report of a source.
    func folder(source: String, report: String) -> String { "\(directory)/source=\(source)/report=\(report)" }

    /// Begins to keep an answer.
    func begin(_ answer: ArchivedAnswer) throws(ETLError) -> AnswerWriter {
        let folder = folder(source: answer.source, report: answer.report)
        try Files.makeDirectories(folder, mode: 0o700, errors: Self.errors)
        return try AnswerWriter(answer, in: folder, without: isForgotten)
    }

    /// Words a failed call on the archive's files.
    static let errors: FileErrors = { failure in
        ETLError(
            .files, scope: .run,
            "The archive cannot be used: could not \(failure.what) \(failure.path): \(failure.reason)",
            advice: "Make room or make it writable, then run again; or remove `archive` from the pipeline file")
    }
}

/// What an archive knows of an answer of the API: it is kept as JSON beside the answer's own bytes.
public struct ArchivedAnswer: Sendable, Codable, Equatable {
    /// The version of this form.
    var formatVersion = 1
    /// The report that was asked for.
    public var report: String
    /// The source that was asked.
    public var source: String
    /// The values of the report's parameters; empty if it has none.
    public var value: String
    /// The first second that was asked for, as the API writes it: `20261001000000`.
    public var first: String
    /// The last one, included.
    public var last: String
    /// Whether the source was asked as one that leaves the last second out; nil for one that does not.
    var ends: WindowEnds?
    /// When it was asked, in seconds since 1970-01-01T00:00:00Z.
    public var askedAt: Int64 = 0
    /// The HTTP status.
    public var status = 0
    /// The header `content-type`; nil if there was none.
    public var contentType: String?
    /// The character set that its bytes were read in.
    public var charset = ""
    /// The host that was asked, with its port where that is not the scheme's own.
    public var origin: String
    /// SHA-256 of its bytes before compression.
    public var sha256 = ""
    /// How many bytes it has before compression.
    public var bytes = 0

    /// The window that was asked for; nil if it is not one.
    public var window: Window? { Self.window(from: first, to: last) }

    /// The window between two times as the API writes them; nil if it is not one.
    static func window(from first: String, to last: String) -> Window? {
        guard let first = LocalTime(compact: first), let last = LocalTime(compact: last), first <= last else {
            return nil
        }
        return Window(first: first, last: last)
    }

    /// What the answer's file is called, without its ending.
    var name: String {
        let asked = LocalTime(seconds: askedAt).compact
        return ([first, last] + (value.isEmpty ? [] : [Self.safe(value)]) + [asked]).joined(separator: "-")
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,".utf8)

    /// The value as a part of a file's name: other bytes than those of letters, digits, `_`, `.` and `,` as `%` and two
    /// digits; the rest of a long one as a fingerprint.
    private static func safe(_ value: String) -> String {
        let text = value.utf8.map { plain.contains($0) ? String(Unicode.Scalar($0)) : "%" + [$0].hexadecimal }.joined()
        guard text.utf8.count > 80 else { return text }
        return text.prefix(60) + "~" + SHA256.hash(data: Array(value.utf8)).prefix(8).hexadecimal
    }

    /// The JSON that is kept beside the answer.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension ArchivedAnswer {
    /// Reads what ``encoded()`` wrote; nil if it is something else.
    init?(_ json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let answer = try? decoder.decode(Self.self, from: Data(json)), answer.formatVersion == 1 else {
            return nil
        }
        self = answer
    }
}
