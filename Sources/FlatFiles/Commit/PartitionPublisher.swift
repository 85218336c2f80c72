internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL

/// Makes staged files visible as one partition, or finds that they are there already.
struct PartitionPublisher: Sendable {
    let places: PartitionPaths
    let partition: Partition
    let staging: StagingArea
    let run: RunDirectory

    var root: OutputRoot { staging.root }
    private var stagedPrefix: String { "\(run.relative)/\(places.stagedName)" }
    /// The partition's files in the run's directory.
    var files: StagedFiles { StagedFiles(prefix: root.absolute(stagedPrefix)) }

    func willDo(_ step: CommitStep) throws { try staging.executor.willDo(step) }

    /// Refuses a partition whose directories lead out of the output, and finishes or discards commits of it that some run
    /// began.
    ///
    /// - Throws: ``ETLError``, also for a commit that can be neither finished nor discarded.
    func prepare() throws {
        try root.confine(places)
        guard try staging.unfinished.has(places) else { return }
        try staging.withCommitLock { try staging.unfinished.settle(places) }
    }

    /// What the visible manifest says, whether its files are there or not.
    ///
    /// - Throws: ``ETLError`` if a newer version of the program wrote it.
    func committed() throws -> ManifestReading {
        try refusingNewer(ManifestReading.read(root.absolute(places.manifest)))
    }

    /// The manifest of the visible partition, if its files are there. Not to be called under the commit lock.
    ///
    /// - Throws: ``ETLError`` if a newer version of the program wrote it.
    func visible() throws -> Manifest? {
        try refusingNewer(VisiblePartition.read(places.directory, in: root)).manifest
    }

    private func refusingNewer(_ reading: ManifestReading) throws -> ManifestReading {
        guard case .newer(let version) = reading else { return reading }
        throw ManifestReading.newer(root.absolute(places.manifest), version: version)
    }

    /// The data file's path, if there is one.
    func location(_ manifest: Manifest) -> String? {
        manifest.file.map { root.absolute("\(places.directory)/\($0)") }
    }

    /// Replaces what is visible by what is staged; nil for a file that shall not be there. Files whose rows are the same
    /// but for their order within a second, which `time` finds, stay. Where `expected` is given, nothing is replaced if
    /// something else is visible by now. A partition of another origin or pipeline is replaced only with `takesOver`.
    /// What is visible is read once more, under the lock, beside `seen`, which was read before. `forgotten` is the
    /// revision of the list of forgotten people that the staged rows were compared with. A slice of a day that goes on
    /// leaves a file of the same content alone, however that is cut into blocks, and nobody counts its rows. What is
    /// returned beside the facts is the manifest that was committed.
    func publish(
        _ staged: Manifest, data: GzipStream.Finished?, quarantine: GzipStream.Finished?, time: LineTime,
        over seen: ManifestReading, replacing expected: Manifest? = nil, takesOver: Bool = false,
        forgotten: String? = nil, isSlice: Bool = false
    ) throws -> (committed: CommittedPartition, visible: Manifest) {
        if let flaw = staged.flaw {
            throw ETLError(
                .data, "\(partition) was not committed: \(flaw)",
                remedy: .freshStart)
        }
        let reordered = try seen.manifest.flatMap {
            try self.reordered($0, staged: staged, quarantine: quarantine, time: time, isSlice: isSlice)
        }
        let content = reordered ?? PublishPlan.Content(manifest: staged, quarantine: quarantine)
        // Flushing takes long: it is done before the lock is taken, if it looks needed.
        let likely = try PublishPlan(content, staged: stagedPrefix, over: seen, places: places, root: root)
        if likely.replacesData { try sync(data?.staged, .syncData) }
        if likely.replacesQuarantine { try sync(quarantine?.staged, .syncQuarantine) }
        return try staging.withCommitLock {
            try staging.unfinished.settle(places)
            let visible = try self.committed()
            guard try ForgottenFile.read(in: root)?.revision == forgotten else {
                throw ForgottenList.outdated(partition)
            }
            if let expected, visible.manifest != expected { throw Self.replaced(partition) }
            try Fence.check(staged, over: visible.manifest)
            if !takesOver { try refuseForeign(visible.manifest, to: staged.provenance) }
            var manifest = content.manifest
            var plan = try PublishPlan(content, staged: stagedPrefix, over: visible, places: places, root: root)
            // What was compared may have been replaced, or be damaged: then what is staged counts.
            if reordered != nil, plan.replacesData || visible.manifest != seen.manifest {
                manifest = staged
                plan = try PublishPlan(
                    .init(manifest: staged, quarantine: quarantine), staged: stagedPrefix, over: visible,
                    places: places, root: root)
            }
            // Rows that came without a call, such as those of an archive, are not older than what they replace.
            if manifest.fence == nil { manifest.fence = visible.manifest?.fence }
            let difference = isSlice ? nil : difference(plan, from: visible.manifest, to: manifest)
            if plan.replacesData, !likely.replacesData { try sync(data?.staged, .syncData) }
            if plan.replacesQuarantine, !likely.replacesQuarantine { try sync(quarantine?.staged, .syncQuarantine) }
            // A later holder of a lease has its number in the manifest also where its rows are those that are there.
            if plan.isUnchanged, !isSlice, manifest.fence == visible.manifest?.fence {
                let day = partition.day.description
                try Journal.note(.init(report: partition.report, source: partition.source, day: day), in: run.path)
                try files.remove()
            } else {
                try take(plan.steps, manifest)
            }
            run.didCommit(partition)
            var committed = manifest.committed(change: plan.change, location: location(manifest))
            committed.rowsAdded = difference?.added
            committed.rowsRemoved = difference?.removed
            return (committed, manifest)
        }
    }

    /// What to publish where a visible file has the rows of the staged one in another order; nil where none has.
    private func reordered(
        _ visible: Manifest, staged: Manifest, quarantine: GzipStream.Finished?, time: LineTime, isSlice: Bool
    ) throws -> PublishPlan.Content? {
        let rows = try isSlice && keepsContent(visible, staged) || keepsData(visible, staged: staged, time: time)
        // The next slice finds rows in quarantine by their places.
        let rejections = try !isSlice && keepsQuarantine(visible, staged: staged, quarantine: quarantine)
        guard rows || rejections else { return nil }
        var manifest = staged
        if rows {
            manifest.bytes = visible.bytes
            manifest.sha256 = visible.sha256
            manifest.contentSHA256 = visible.contentSHA256
        }
        return PublishPlan.Content(manifest: manifest, quarantine: quarantine, keepsQuarantine: rejections)
    }

    /// Whether the visible file has the content of the staged one, in other blocks.
    private func keepsContent(_ visible: Manifest, _ staged: Manifest) throws -> Bool {
        guard let file = visible.file, file == staged.file, visible.contentSHA256 == staged.contentSHA256,
            visible.schema == staged.schema, visible.recipe == staged.recipe
        else { return false }
        return try Files.status(root.absolute("\(places.directory)/\(file)"))?.size == visible.bytes
    }

    private func keepsData(_ visible: Manifest, staged: Manifest, time: LineTime) throws -> Bool {
        // The file of a day that was followed is cut into other blocks.
        guard (visible.state == .open) == (staged.state == .open), let file = visible.file, file == staged.file,
            visible.contentSHA256 != staged.contentSHA256,
            visible.rows == staged.rows, visible.uncompressedBytes == staged.uncompressedBytes,
            visible.schema == staged.schema, visible.recipe == staged.recipe
        else { return false }
        // A visible file that is damaged is replaced.
        return
            (try? SameRows(root.lines(of: file), time: time).hold(
                in: root.absolute("\(places.directory)/\(file)"), files.data)) ?? false
    }

    private func keepsQuarantine(
        _ visible: Manifest, staged: Manifest, quarantine: GzipStream.Finished?
    ) throws -> Bool {
        let path = root.absolute(places.quarantine)
        guard let quarantine, visible.quarantined == staged.quarantined,
            visible.quarantineHides == staged.quarantineHides, try Files.status(path) != nil,
            try !StagedBytes.fit(path, bytes: quarantine.bytes, sha256: quarantine.sha256)
        else { return false }
        return (try? SameRows.ofQuarantine.hold(in: path, files.quarantine)) ?? false
    }

    /// Refuses a visible partition that belongs to another origin or pipeline than `provenance` names.
    func refuseForeign(_ visible: Manifest?, to provenance: Provenance?) throws {
        guard let provenance, let theirs = visible?.provenance,
            provenance.standing(of: theirs) == .foreign
        else { return }
        throw ETLError(
            .configuration, scope: .report,
            "\(partition) was written by pipeline \(theirs.pipeline) from \(theirs.origin)",
            remedy: .foreignDay)
    }

    /// Somebody else was faster.
    static func replaced(_ partition: Partition) -> ETLError {
        ETLError(.tryLater, "\(partition) was replaced by another process meanwhile", advice: "Do it again")
    }

    /// What changes for readers where one data file of a usual size replaces another.
    private func difference(_ plan: PublishPlan, from old: Manifest?, to new: Manifest) -> RowDifference? {
        guard plan.replacesData, let old, let file = old.file, file == new.file,
            max(old.rows, new.rows) <= Self.mostRowsCompared
        else { return nil }
        // A visible file that is damaged is no reason not to replace it.
        return try? RowDifference(
            from: root.absolute("\(places.directory)/\(file)"), to: files.data, root.lines(of: file))
    }

    /// Comparing takes sixteen bytes of memory a row.
    private static let mostRowsCompared = 1_000_000

    /// Gives the visible partition, if there is one, another state.
    func mark(_ state: PartitionState) throws {
        try staging.withCommitLock {
            try staging.unfinished.settle(places)
            guard var manifest = try committed().manifest, manifest.state != state else { return }
            manifest.state = state
            try take([], manifest)
        }
    }

    private func take(_ steps: [CommitIntent.Step], _ manifest: Manifest) throws {
        try willDo(.writeManifest)
        let encoded = manifest.encoded()
        try Files.write(encoded, to: files.manifest)
        let last = CommitIntent.Step(
            kind: .manifest, staged: stagedPrefix + ".manifest", target: places.manifest, bytes: encoded.count,
            sha256: SHA256.hash(data: encoded).hexadecimal)
        let leftovers = [CheckpointFile.suffix, ".data", ".quarantine"].map { stagedPrefix + $0 }
        let intent = CommitIntent(
            partition: partition, steps: steps + [last], leftovers: leftovers,
            replaces: try StagedBytes.sha256(ifThereOf: root.absolute(places.manifest)))
        try staging.executor.take(intent, named: places.stagedName, in: run.relative)
    }

    private func sync(_ staged: LockedFile?, _ step: CommitStep) throws {
        try willDo(step)
        try staged?.file.sync()
    }
}
