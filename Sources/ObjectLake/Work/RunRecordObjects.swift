internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// The records of runs in an object store.
extension ObjectLake {
    private static let suffix = ".json"

    /// Writes `_runs/<id>.json`, and removes records that are too old to be of use.
    package func writeRunRecord(
        id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) async throws {
        try SafeName.check(id, as: "The run's id")
        // That of a run over hundreds of sources is larger than all else that the run holds.
        try await work.withRecordFile(of: id, content) { record in
            _ = try await store.put(key(of: id), body: record, condition: .none, attributes: .json(isFinal: true))
        }
        let names = try await recordKeys().map { String($0.dropFirst(folder.count).dropLast(Self.suffix.count)) }
        for old in RunRecordPruning().outdated(names, after: id) {
            _ = try await store.delete(key(of: old), ifMatch: nil)
        }
    }

    private var folder: String { "\(PartitionPaths.runsRoot)/" }

    private func key(of id: String) -> String { folder + id + Self.suffix }

    private func recordKeys() async throws -> [String] {
        try await store.objects(below: folder).map(\.key).filter { $0.hasSuffix(Self.suffix) }
    }

    /// Reads the records of `_runs`. One that cannot be read is skipped.
    package func forEachRunRecord(_ body: ([UInt8]) throws -> Void) async throws {
        try await forEachNamedRunRecord { _, record in if !record.isEmpty { try body(record) } }
    }

    /// Reads the records of `_runs` with their names, some at a time. One that is gone is handed over as no bytes.
    package func forEachNamedRunRecord(_ body: (_ name: String, _ record: [UInt8]) throws -> Void) async throws {
        let (keys, store) = (try await recordKeys(), store)
        for start in stride(from: 0, to: keys.count, by: Self.readers) {
            let some = keys[start...].prefix(Self.readers)
            let records = try await withThrowingTaskGroup(of: (String, [UInt8]).self) { group in
                for key in some {
                    group.addTask { (key, try await store.bytes(of: key, limit: Files.mostBytesRead)?.bytes ?? []) }
                }
                return try await group.reduce(into: [String: [UInt8]]()) { $0[$1.0] = $1.1 }
            }
            for key in some { try body(key, records[key] ?? []) }
        }
    }

    /// Replaces values in the records of runs.
    package func rewriteRunRecords(_ change: ([UInt8]) -> [UInt8]?) async throws -> Int {
        var changed: [(String, [UInt8])] = []
        try await forEachNamedRunRecord { key, record in
            if let other = change(record) { changed.append((key, other)) }
        }
        for (key, record) in changed {
            _ = try await store.put(key, body: .bytes(record), condition: .none, attributes: .json(isFinal: true))
        }
        return changed.count
    }

    /// Replaces an object beside the data that readers of the data pass over.
    package func writeFile(_ name: String, _ bytes: [UInt8]) async throws {
        try SafeName.check(name.hasPrefix("_") ? String(name.dropFirst()) : "", as: "The file's name")
        let type = name.hasSuffix(".html") ? "text/html; charset=utf-8" : "application/octet-stream"
        _ = try await store.put(
            name, body: .bytes(bytes), condition: .none, attributes: S3Attributes(contentType: type))
    }
}
