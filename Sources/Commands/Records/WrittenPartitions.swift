import Disk
import ETL
import FlatFiles

/// What an output directory holds, by its manifests, for commands that only look.
struct WrittenPartitions: Sendable {
    /// By partition.
    let all: [Partition: CommittedPartition]
    /// Partitions that cannot be relied on: the manifest is damaged, or its file is not there.
    let damaged: [String]
    /// The partitions of those.
    let damagedPartitions: Set<Partition>
    /// The zones of the sources, by their names.
    private let zones: [String: String]

    /// Nothing where there is no such directory yet.
    init(in directory: String) throws {
        guard Files.kind(following: directory) != nil else {
            all = [:]
            damaged = []
            damagedPartitions = []
            zones = [:]
            return
        }
        let listing = try OutputCatalog.partitions(in: directory)
        damaged = listing.damaged.map(\.description)
        damagedPartitions = Set(listing.damaged.compactMap { Self.partition(at: $0.path) })
        zones = Dictionary(
            listing.entries.map { ($0.manifest.source, $0.manifest.timeZone) }, uniquingKeysWith: { $1 })
        all = Dictionary(
            listing.entries.compactMap { entry in entry.manifest.partition.map { ($0, entry.committed) } },
            uniquingKeysWith: { $1 })
    }

    /// The IANA name of a source's zone, where a manifest names it.
    func zone(of source: String) -> String? { zones[source] }

    /// The partition whose manifest lies at a path relative to the folder.
    private static func partition(at path: String) -> Partition? {
        let levels = path.split(separator: "/").dropLast().map(String.init)
        guard levels.count == 3, zip(levels, Partition.keys).allSatisfy({ $0.hasPrefix($1 + "=") }) else { return nil }
        let values = zip(levels, Partition.keys).map { String($0.dropFirst($1.count + 1)) }
        return Day(values[2]).map { Partition(report: values[0], source: values[1], day: $0) }
    }

    subscript(partition: Partition) -> CommittedPartition? { all[partition] }
}
