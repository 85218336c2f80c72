import FlatFiles
import Foundation

/// The sources that pipeline files have named side by side, as the records of their runs say.
enum NamedSources {
    private struct Record: Decodable {
        let sources: [String]?
    }

    /// Returns the sets of sources that were named together in a run that wrote to a folder: two sources of one set are
    /// never one source under two names, even if one of them is renamed later.
    static func together(in directory: String) throws -> [Set<String>] {
        let decoder = JSONDecoder()
        var sets: Set<Set<String>> = []
        try RunRecordFiles.forEach(in: directory) { bytes in
            if let sources = try? decoder.decode(Record.self, from: Data(bytes)).sources { sets.insert(Set(sources)) }
        }
        return Array(sets)
    }
}
