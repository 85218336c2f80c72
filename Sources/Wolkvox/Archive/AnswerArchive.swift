internal import Disk
internal import ETL
internal import Foundation

/// A folder with the answers of the API as they came, for making days again without a call.
///
/// `source=…/report=…/first-last[-value]-askedAt.json.gz`, and beside each the ``ArchivedAnswer`` as `.meta.json`. Its folders
/// and files are open to their owner alone: they hold what the API sent, before any mask.
public struct AnswerArchive: Sendable, Equatable {
    /// The folder.
    public let directory: String

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
        return try AnswerWriter(answer, in: folder)
    }

    /// Words a failed call on the archive's files.
    static let errors: FileErrors = { failure in
        ETLError(
            .files, scope: .run,
            "The archive cannot be used: could not \(failure.what) \(failure.path): \(failure.reason)",
            advice: "Make room or make it writable, then run again; or remove `archive` from the pipeline file")
    }
}
