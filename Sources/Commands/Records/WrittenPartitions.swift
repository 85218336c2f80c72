import ETL

/// What a lake holds, by its manifests, for commands that only look.
struct WrittenPartitions: Sendable {
    /// By partition.
    let all: [Partition: CommittedPartition]
    /// Partitions that cannot be relied on: the manifest is damaged, or its file is not there.
    let damaged: Set<Partition>
    /// The IANA names of the zones of the sources, by their names.
    let zones: [String: String]

    init(in lake: any Lake) async throws {
        let listing = try await lake.listing()
        damaged = Set(listing.damaged.compactMap(\.partition))
        zones = Dictionary(listing.manifests.map { ($0.source, $0.timeZone) }, uniquingKeysWith: { $1 })
        all = Dictionary(
            listing.manifests.compactMap { manifest in
                manifest.partition.map { ($0, manifest.committed(change: nil, location: nil)) }
            }, uniquingKeysWith: { $1 })
    }

    subscript(partition: Partition) -> CommittedPartition? { all[partition] }
}
