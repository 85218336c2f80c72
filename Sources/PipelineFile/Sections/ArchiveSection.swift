import Settings
import Transforms

/// The keys of `archive`.
enum ArchiveKeys {
    static let to = Setting(
        "to", .path, presence: .required,
        summary: "The directory that keeps the answers as they came, before any mask.", example: "archive",
        parse: FilePath.directory)
    static let keep = Setting.days(
        "keep", 1...3660, presence: .optional, summary: "How long an answer is kept; for ever unless said.",
        example: "30d")

    static let shape = MappingShape("archive", [to.shape, keep.shape])
}

/// Where the answers of the API are kept as they came.
package struct ArchiveSpec: Sendable, Equatable {
    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    /// How many days an answer is kept; nil for ever.
    package var keptDays: Int?
}

/// Reads `archive`.
struct ArchiveReader {
    /// Reads the keys; `transforms` are all of the file.
    func read(
        _ reader: MappingReader, beside load: LoadSpec?, hiding transforms: [any ConfiguredTransformer]
    ) -> ArchiveSpec? {
        guard let directory = reader.value(ArchiveKeys.to) else { return nil }
        let kept = reader.value(ArchiveKeys.keep)
        if transforms.contains(where: { $0 is Mask || $0 is Hash || $0 is Redact }) {
            reader.warning(
                "to: the archive holds what the API sent, before anything is masked, hashed or redacted; its files are open "
                    + "to their owner alone, and "
                    + (kept == nil ? "they stay until somebody removes them" : "`keep` says how long they stay"),
                at: ArchiveKeys.to.shape)
        }
        if let load, Self.lies(directory, below: load.directory) {
            reader.error(
                "to: the archive lies below load.to (\(load.directory)), where readers of the output would meet answers "
                    + "before any mask; choose a folder beside it",
                at: ArchiveKeys.to.shape)
        }
        return ArchiveSpec(directory: directory, keptDays: kept)
    }

    private static func lies(_ path: String, below folder: String) -> Bool {
        func parts(_ path: String) -> [Substring] {
            var parts: [Substring] = path.hasPrefix("/") ? ["/"] : []
            for part in path.split(separator: "/") where part != "." {
                if part == "..", let last = parts.last, last != "..", last != "/" {
                    parts.removeLast()
                } else {
                    parts.append(part)
                }
            }
            return parts
        }
        return parts(path).starts(with: parts(folder))
    }
}
