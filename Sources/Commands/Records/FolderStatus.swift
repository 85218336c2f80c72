import ETL

/// The days of an output folder, and those missing between them, when no pipeline file says what is wanted.
struct FolderStatus {
    let written: WrittenPartitions
    let history: RunHistory
    let scope: RunScope
    /// How many days before the last of all are looked at; nil for all of them.
    var latest: Int?
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: Int64

    /// By report, source and day.
    ///
    /// - Throws: ``Failure`` where a flag names a report or source that the folder lacks, or a range that ends before it
    ///   begins.
    var days: [DayStatus] {
        get throws {
            let known = Set(written.all.keys).union(written.damaged).union(history.failedPartitions)
            try check(scope.reports, among: known.map(\.report), what: "report")
            try check(scope.sources, among: known.map(\.source), what: "source")
            let wanted = known.filter {
                (scope.reports.isEmpty || scope.reports.contains($0.report))
                    && (scope.sources.isEmpty || scope.sources.contains($0.source))
            }
            let tables = Dictionary(grouping: wanted, by: \.table)
            let end = wanted.lazy.map(\.day).max()
            let start = latest.flatMap { latest in end?.advanced(by: 1 - latest) }
            return tables.sorted { $0.key < $1.key }.flatMap { days($0.value, since: start) }
        }
    }

    /// The days of one report of one source: of the asked range, or from the first that is there to the last.
    private func days(_ partitions: [Partition], since earliest: Day?) -> [DayStatus] {
        guard let one = partitions.first, let first = partitions.map(\.day).min(),
            let last = partitions.map(\.day).max()
        else { return [] }
        let today = today(of: one)
        let from = scope.days.from?.day(today: today) ?? first
        let to = scope.days.to?.day(today: today) ?? last
        let start = max(from.advanced(by: -(scope.days.lookback ?? 0)), earliest ?? from.advanced(by: -36_600))
        guard start <= to else { return [] }
        return (start...to).map { day in
            DayStatus(Partition(report: one.report, source: one.source, day: day), in: written, after: history)
        }
    }

    /// The local day of a source, by the zone that its manifests name.
    private func today(of partition: Partition) -> Day {
        let rough = Day(number: Int32(now / 86_400))
        let zone = written.zones[partition.source].flatMap { ZoneRules(identifier: $0, covering: rough...rough) }
        return zone?.localTime(atInstant: now).day ?? rough
    }

    private func check(_ names: [String], among known: [String], what: String) throws {
        for name in names where !known.contains(name) {
            throw Failure(
                .usage, "--\(what) \(name): the folder has no such \(what)",
                advice: known.isEmpty
                    ? "It has no day at all" : "It has \(Set(known).sorted().joined(separator: ", "))")
        }
    }
}

/// What a lake holds, by its manifests, for commands that only look.
struct WrittenPartitions: Sendable {
    /// By partition.
    private(set) var all: [Partition: CommittedPartition] = [:]
    /// Partitions that cannot be relied on: the manifest is damaged, or its file is not there.
    let damaged: Set<Partition>
    /// The IANA names of the zones of the sources, by their names.
    let zones: [String: String]
    /// When each partition was received, ISO 8601 in UTC.
    private(set) var extractedAt: [Partition: String] = [:]

    init(_ listing: LakeListing) {
        damaged = Set(listing.damaged.compactMap(\.partition))
        zones = Dictionary(listing.manifests.map { ($0.source, $0.timeZone) }, uniquingKeysWith: { $1 })
        for manifest in listing.manifests {
            guard let partition = manifest.partition else { continue }
            all[partition] = manifest.committed(change: nil, location: nil)
            extractedAt[partition] = manifest.extractedAt
        }
    }

    subscript(partition: Partition) -> CommittedPartition? { all[partition] }
}
