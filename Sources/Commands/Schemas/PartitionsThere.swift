import ETL

/// The partitions of a report that a lake has.
struct PartitionsThere {
    /// Those with rows, by source and day.
    let partitions: [Partition]
    /// All sources that have a day, with rows or without, sorted.
    let sources: [String]
    /// The first day, with rows or without; nil if there is none.
    let firstDay: Day?

    /// The partitions of a report among those of a listing, and the sources that a pipeline file names.
    init(of report: String, in listing: LakeListing, sources named: [String] = []) {
        let manifests = listing.manifests.filter { $0.report == report }
        let all = manifests.compactMap(\.partition)
        partitions = manifests.filter { $0.file != nil }.compactMap(\.partition).sorted()
        sources = Set(all.map(\.source) + named).sorted()
        firstDay = all.map(\.day).min()
    }
}
