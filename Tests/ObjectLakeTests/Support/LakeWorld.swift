import ETL
import Foundation
import WolkvoxETLTesting

@testable import FlatFiles
@testable import ObjectLake

/// A store and the machines that write to it.
final class LakeWorld {
    static let day = Day(number: 20_000)
    static let partition = Partition(report: "rows", source: "s", day: day)

    let store: MemoryStore
    private let folder: URL

    init(_ store: MemoryStore) throws {
        self.store = store
        folder = FileManager.default.temporaryDirectory.appending(path: "objects-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func staging(_ machine: String) -> String { folder.appending(path: machine).path(percentEncoded: false) }

    /// The lake as a machine writes to it.
    func lake(on machine: String = "one", format: RowFormat = .ndjson) throws -> ObjectLake {
        let store = store
        return try ObjectLake(
            store, options: FlatFileOptions(directory: "unused", format: format), staging: staging(machine),
            now: { Int64(store.with { $0.clock }) })
    }

    /// All that is in a machine's folder, but for its name and what it knows of the store.
    func leftovers(of machine: String) -> [String] {
        let root = URL(filePath: staging(machine))
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        return (found?.allObjects as? [URL] ?? []).filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
        }
        .map(\.lastPathComponent).filter { !["machine", ".commit.lock"].contains($0) && !$0.hasPrefix("store-") }
    }

    /// Loads the rows of one day, as a run does.
    @discardableResult
    func load(
        _ ids: [String], rejected: Int = 0, on machine: String = "one", partition: Partition = LakeWorld.partition,
        run: String = "run"
    ) async throws -> CommittedPartition {
        try await lake(on: machine).withSession(Self.run(run)) { session in
            let writer = try await session.open(Self.plan(partition))
            try await Self.fill(writer, ids, rejected: rejected)
            let committed = try await writer.commit(Self.outcome)
            try await session.finish(endedWell: true)
            return committed
        }
    }

    static func run(_ name: String) -> RunIdentity {
        RunIdentity(
            pipeline: "tests", fingerprint: name, id: "20261001T000000Z-\(name)", fresh: false, startedAt: 1_790_000_000
        )
    }

    static func plan(_ partition: Partition) -> PartitionPlan {
        PartitionPlan(
            partition: partition, schema: LoaderConformance.schema, redactions: [],
            zone: ZoneRules(identifier: "America/Bogota", initialOffset: -18_000), parts: 1)
    }

    static let outcome = PartitionOutcome(state: .final, extractedAt: 1_790_000_000)

    static func fill(_ writer: any PartitionWriter, _ ids: [String], rejected: Int = 0) async throws {
        let json = (ids + (0..<rejected).map { "x\($0)" }).map { #"{"id":"\#($0)","at":"","note":"ñ"}"# }
        var batch = try RecordBatch.scanning(json: "[\(json.joined(separator: ","))]", schema: LoaderConformance.schema)
        batch.times = (0..<batch.count).map { LocalTime(day) + Int64(batch.count - $0) }
        for row in ids.count..<batch.count { batch.reject(row, .invalidDecimal, field: "note", value: "x") }
        try await writer.append(batch, rows: 0..<batch.count)
        try await writer.keep(KeptWindow(part: 0, window: Window(day), rows: batch.count, calls: 1))
    }

    /// The ids of the rows that a reader finds, who lists the objects and reads the data file.
    static func ids(in objects: [String: MemoryStore.Object], _ partition: Partition = LakeWorld.partition) throws
        -> [String]?
    {
        let key =
            "report=\(partition.report)/source=\(partition.source)/day=\(partition.day)/\(partition.report)-\(partition.day).ndjson.gz"
        guard let object = objects[key] else { return nil }
        return try lines(object.bytes).map { line in
            String(line.prefix { $0 != "," }.dropFirst(#"{"id":""#.count).dropLast())
        }
    }

    private static func lines(_ gzip: [UInt8]) throws -> [String] {
        var content: [UInt8] = []
        let inflater = try Inflater(.gzip)
        try inflater.inflate(gzip) { content += $0 }
        guard inflater.isAtEnd else { throw CocoaError(.fileReadCorruptFile) }
        return String(decoding: content, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
