import Settings
import Transforms

/// Reads `archive`.
struct ArchiveReader {
    let context: FileContext

    /// Reads the keys; `transforms` are all of the file.
    func read(
        _ reader: MappingReader, beside load: LoadSpec?, hiding transforms: [any ConfiguredTransformer]
    ) -> ArchiveSpec? {
        guard let directory = reader.value(ArchiveKeys.to) else { return nil }
        let kept = reader.value(ArchiveKeys.keep)
        guard let place = reader.scalar(ArchiveKeys.to)?.place else { return nil }
        if transforms.contains(where: { $0 is Mask || $0 is Hash || $0 is Redact }) {
            context.collector.warning(
                "to: the archive holds what the API sent, before anything is masked, hashed or redacted; its files are open "
                    + "to their owner alone, and `keep` says how long they stay",
                at: place)
        }
        if let load, Self.lies(directory, below: load.directory) {
            context.error(
                "to: the archive lies below load.to (\(load.directory)), where readers of the output would meet answers "
                    + "before any mask; choose a folder beside it",
                at: place)
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
