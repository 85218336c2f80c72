import ETL
import FlatFiles
import Foundation

/// What an output directory holds, by its manifests, for commands that only look.
struct WrittenPartitions: Sendable {
    /// By partition.
    let all: [Partition: CommittedPartition]
    /// Manifests that cannot be relied on.
    let damaged: [String]

    /// Nothing where there is no such directory yet.
    init(in directory: String) throws {
        guard FileManager.default.fileExists(atPath: directory) else {
            all = [:]
            damaged = []
            return
        }
        let listing = try OutputCatalog.partitions(in: directory)
        damaged = listing.damaged.map(\.description)
        all = Dictionary(
            listing.entries.compactMap { entry in
                let manifest = entry.manifest
                return manifest.partition.map {
                    (
                        $0,
                        CommittedPartition(
                            received: manifest.received, rows: manifest.rows, quarantined: manifest.quarantined,
                            bytes: manifest.bytes, state: manifest.state)
                    )
                }
            }, uniquingKeysWith: { $1 })
    }

    subscript(partition: Partition) -> CommittedPartition? { all[partition] }
}
