import FlatFiles
import Foundation

/// The sources that pipeline files name side by side, as the records of their last runs say.
enum NamedSources {
    private struct Record: Decodable {
        let pipeline: String
        let sources: [String]?
    }

    /// Returns the sources of each pipeline that has written to a folder.
    static func ofPipelines(in directory: String) throws -> [Set<String>] {
        let decoder = JSONDecoder()
        var newest: [String: Set<String>] = [:]
        try RunRecordFiles.forEach(in: directory) { bytes in
            if let record = try? decoder.decode(Record.self, from: Data(bytes)), newest[record.pipeline] == nil {
                newest[record.pipeline] = Set(record.sources ?? [])
            }
            return true
        }
        return Array(newest.values)
    }
}
