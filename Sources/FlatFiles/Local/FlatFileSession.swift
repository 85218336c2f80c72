internal import ETL

/// A ``FlatFileLoader`` at work for one run.
struct FlatFileSession: LoadSession {
    let options: FlatFileOptions
    let staging: StagingArea
    let run: RunDirectory
    let pools: [CompressionKind: CompressionPool]
    let errands: Errands
    let arrival = ArrivalOrder()
    let spools = SpoolFiles()
    let slices = SliceLocks()

    func committed(_ partition: Partition) async throws -> CommittedPartition? {
        let publisher = try publisher(partition)
        guard let manifest = try publisher.visible() else { return nil }
        return manifest.committed(change: nil, location: publisher.location(manifest))
    }

    func wasCommittedByThisRun(_ partition: Partition) async -> Bool { run.hasCommitted(partition) }

    func markSuspect(_ partition: Partition) async throws {
        try publisher(partition).mark(.suspect)
    }

    func open(_ plan: PartitionPlan) async throws -> any PartitionWriter {
        let publisher = try publisher(plan.partition)
        try publisher.prepare()
        // What was kept before another pipeline replaced the day may be older than the day is now.
        if try publisher.files.checkpoint.isThere(), let there = try publisher.visible(),
            there.wasExtracted(since: run.startedAt)
        {
            try publisher.files.remove()
        }
        return try await FlatFileWriter(plan, publisher: publisher, in: self)
    }

    func warnings() async -> [String] { staging.notices.all }

    func finish(endedWell: Bool) async throws {
        if endedWell { try staging.remove(run) }
    }

    /// The workers that compress what is written with some options.
    func pool(for options: FlatFileOptions) throws -> CompressionPool {
        guard let pool = pools[options.form.compression] else {
            throw ETLError(
                .configuration, scope: .run, "Files were to be compressed in a way that the run was not begun with",
                advice: "Run again; if it stays so, report it")
        }
        return pool
    }

    func publisher(_ partition: Partition) throws -> PartitionPublisher {
        PartitionPublisher(
            places: try PartitionPaths(partition), partition: partition, staging: staging, run: run)
    }
}
