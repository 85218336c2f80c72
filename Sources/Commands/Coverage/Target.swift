import Disk
import ETL
import Engine
import PipelineFile

/// What a command looks at: the lake in a folder, or the one that a pipeline file writes to.
struct Target {
    /// As it was named.
    let place: String
    let lake: any Lake
    /// The pipeline; nil where a folder was named.
    let pipeline: JobAssembly?
    let context: CommandContext

    /// Finds out what was named.
    ///
    /// - Parameters:
    ///   - place: a folder, the address of a lake, or a pipeline file; no token of it is read.
    ///   - scope: which of its days, reports and sources are meant.
    ///   - context: the world.
    /// - Throws: ``Failure`` if there is nothing of that name, or if the pipeline file is wrong.
    init(_ place: String, scope: RunScope = RunScope(), _ context: CommandContext) throws {
        self.place = place
        self.context = context
        let kind = Files.kind(following: context.absolute(place))
        if place.contains("://") || kind == .directory {
            lake = try context.lake(at: place)
            pipeline = nil
            return
        }
        guard kind != nil else {
            let question = NearbyNames(context: context).question(for: place, [.folder, .pipelineFile])
            throw Failure(
                .configuration, "There is neither a folder nor a pipeline file \(place)",
                advice: question ?? "Name a pipeline file, or the folder that it writes to")
        }
        let assembly = try context.assembly(of: place, scope: scope, secrets: .tokensUnused)
        lake = try assembly.lake()
        pipeline = assembly
    }

    /// The lake as messages name it.
    var lakeName: String { pipeline?.spec.load.directory ?? place }

    /// How a report of a source is run: by the pipeline file that was named, else by that of its last recorded run.
    func invocation(of table: RunHistory.Table, by history: RunHistory) -> Invocation? {
        guard let pipeline else { return history.invocation(of: table) }
        return Invocation(
            pipelineFile: place, reports: pipeline.spec.reports.map(\.name).sorted(),
            sources: pipeline.spec.sources.map(\.name).sorted())
    }

    /// The commands that ask for some days.
    func commands(for partitions: some Sequence<Partition>, by history: RunHistory) -> FillCommands {
        FillCommands(for: partitions, in: context.currentDirectory) { invocation(of: $0, by: history) }
    }
}

/// What is there of each day of each report, and what the runs that asked for them came to.
struct Coverage {
    /// The days, by report, source and day where a folder was named, else in the order of the pipeline file.
    let days: [DayStatus]
    let history: RunHistory
    let listing: LakeListing
    let written: WrittenPartitions
    /// What is to be said of sources that were renamed.
    var renamed: [String] = []

    /// Looks at a lake.
    ///
    /// - Parameters:
    ///   - target: the lake.
    ///   - scope: which days are meant.
    ///   - latest: how many days, the last ones from the first that is there on, instead of those that the pipeline file asks for.
    ///   - failures: how many failed runs are kept whole.
    ///   - visit: hears of each run that can be read.
    /// - Throws: ``Failure`` or `ETLError` if the days cannot be looked at.
    init(
        of target: Target, scope: RunScope, latest: Int? = nil, failures: Int = 0,
        visit: (StoredRun) -> Void = { _ in }
    ) async throws {
        let history = try await RunHistory(of: target.lake, failures: failures, visit: visit)
        self.history = history
        listing = try await target.lake.listing()
        let written = WrittenPartitions(listing)
        self.written = written
        guard let assembly = target.pipeline else {
            days = try FolderStatus(
                written: written, history: history, scope: scope, latest: latest, now: target.context.now()
            ).days
            return
        }
        let known = latest.map { _ in KnownDays(written, history) }
        days = try assembly.wanted().flatMap { wanted in
            let days = latest.flatMap { known?.days(wanted, latest: $0) } ?? wanted.days
            return days.map { day in
                DayStatus(
                    Partition(report: wanted.report, source: wanted.source, day: day), in: written, after: history,
                    for: wanted.provenance)
            }
        }
        renamed = try await RenamedSourceCheck(of: assembly).warnings()
    }

    /// The days of each report of each source, in their order.
    var tables: [(table: RunHistory.Table, days: [DayStatus])] {
        var tables: [(table: RunHistory.Table, days: [DayStatus])] = []
        for day in days {
            if tables.last?.table == day.partition.table {
                tables[tables.count - 1].days.append(day)
            } else {
                tables.append((day.partition.table, [day]))
            }
        }
        return tables
    }
}

/// The first and the last day of each report that are there, or that a run failed to get.
private struct KnownDays {
    private var ends: [RunHistory.Table: ClosedRange<Day>] = [:]

    init(_ written: WrittenPartitions, _ history: RunHistory) {
        for partition in written.all.keys { add(partition) }
        for partition in history.failedPartitions { add(partition) }
    }

    private mutating func add(_ partition: Partition) {
        let known = ends[partition.table] ?? partition.day...partition.day
        ends[partition.table] = min(known.lowerBound, partition.day)...max(known.upperBound, partition.day)
    }

    /// The last days of a report, at most as many as are asked for, up to the last that is wanted or there: none before the first.
    func days(_ wanted: WantedDays, latest: Int) -> ClosedRange<Day> {
        let known = ends[RunHistory.Table(report: wanted.report, source: wanted.source)] ?? wanted.days
        let last = max(wanted.days.upperBound, known.upperBound)
        return max(last.advanced(by: 1 - latest), min(wanted.days.lowerBound, known.lowerBound))...last
    }
}
