internal import Disk
internal import ETL

/// Writes one partition into staged files, and publishes them.
final class FlatFileWriter: PartitionWriter {
    private(set) var kept: [KeptWindow] = []
    private(set) var notes: [UInt8] = []
    private let plan: PartitionPlan
    private let files: StagedFiles
    private let publisher: PartitionPublisher
    private let options: FlatFileOptions
    private let encoder: any RowWriter
    private let quarantineEncoder: QuarantineEncoder
    private let session: FlatFileSession
    private var data: GzipStream
    private var quarantine: GzipStream
    private var order = WindowOrder()
    /// The lines of the window that is being received, if they come out of order.
    private var spool: RowSpool?
    /// The rows of the last window on their way into ``data``; until then nothing else may touch it.
    private var sorting: Errand<SortedStream>?
    private var lengths: [Int] = []
    private var tally = RowTally()
    /// What belongs to a slice; nil where the day is written as a whole.
    private var slice: SliceWork?
    /// The tally when no window was in hand.
    private var marked = RowTally()

    /// A writer for a partition, at the place where an interrupted run left it if that can be taken up.
    init(_ plan: PartitionPlan, publisher: PartitionPublisher, in session: FlatFileSession) async throws {
        self.session = session
        self.plan = plan
        self.publisher = publisher
        files = publisher.files
        options = session.options.options(of: plan.partition.report)
        let pool = try session.pool(for: options)
        slice = try plan.slice.map { try SliceWork($0, of: plan, publisher: publisher, locks: session.slices) }
        encoder = options.form.format.makeWriter(plan.schema)
        quarantineEncoder = QuarantineEncoder(plan.redactions)
        data = GzipStream(path: files.data, mode: 0o666, pool: pool)
        quarantine = GzipStream(path: files.quarantine, mode: 0o600, pool: pool)
        if let former = try files.resumable(layout: options.layout(of: plan)) {
            let header = former.checkpoint.header
            kept = header.kept
            notes = former.checkpoint.notes
            marked = RowTally(
                rows: header.rows, quarantined: header.quarantined, leftOut: header.leftOut,
                forgotten: header.forgotten ?? 0)
            tally = marked
            try await data.restore(former.data)
            try await quarantine.restore(former.quarantine)
        } else {
            try files.remove()
            await data.begin()
            data.pending += encoder.header
            try await data.mark()
        }
    }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) async throws {
        guard batch.schema.fields.count == plan.schema.fields.count else {
            throw ETLError(
                .configuration, scope: .report, "The rows of \(plan.partition) have other columns than were announced",
                advice: "A transformer must give each batch the columns that it promised")
        }
        var next = rows.lowerBound
        for rejection in batch.rejections.sorted(by: { $0.row < $1.row }) where rows.contains(rejection.row) {
            try await encode(batch, next..<rejection.row)
            quarantineEncoder.append(rejection, of: batch, to: &quarantine.pending)
            tally.quarantined += 1
            slice?.tally.quarantine(batch.time(of: rejection.row))
            try await quarantine.cut()
            next = rejection.row + 1
        }
        try await encode(batch, next..<rows.upperBound)
    }

    /// Writes rows that are not rejected, but for those that are left out.
    private func encode(_ batch: borrowing RecordBatch, _ range: Range<Int>) async throws {
        guard batch.hasLeftOut else { return try await write(batch, range) }
        var next = range.lowerBound
        for row in range where batch.isLeftOut(row) {
            try await write(batch, next..<row)
            let isForgotten = batch.isForgotten(row)
            if isForgotten { tally.forgotten += 1 } else { tally.leftOut += 1 }
            slice?.tally.leaveOut(batch.time(of: row), isForgotten: isForgotten)
            next = row + 1
        }
        try await write(batch, next..<range.upperBound)
    }

    private func write(_ batch: borrowing RecordBatch, _ range: Range<Int>) async throws {
        guard !range.isEmpty else { return }
        slice?.tally.note(batch.time(of: range.upperBound - 1))
        if spool == nil {
            let times = batch.times[range.clamped(to: 0..<batch.times.count)]
            let isExpected = order.count == 0 && session.arrival.isDisturbed(plan.partition)
            if isExpected || order.isDisturbed(by: times) {
                spool = RowSpool(in: try session.spools.take(beside: files.data), after: order)
            }
        }
        if spool == nil { try await settle() }
        var next = range.lowerBound
        while next < range.upperBound {
            lengths.removeAll(keepingCapacity: true)
            let first = next
            if spool == nil {
                next = encoder.append(
                    next..<range.upperBound, of: batch, to: &data.pending, until: GzipFraming.blockBytes,
                    lengths: &lengths)
                try await data.cut()
            } else {
                next = try appendToSpool(batch, next..<range.upperBound)
            }
            order.append(times: batch.times, from: first, lengths: lengths)
            tally.rows += next - first
        }
    }

    private func appendToSpool(_ batch: borrowing RecordBatch, _ range: Range<Int>) throws -> Int {
        guard var spool = self.spool.take() else { return range.lowerBound }
        defer { self.spool = spool }
        let next = encoder.append(
            range, of: batch, to: &spool.pending, until: RowSpool.pieceBytes, lengths: &lengths)
        try spool.flush(ifOver: RowSpool.pieceBytes - 1)
        return next
    }

    func note(_ notes: [UInt8]) { self.notes = notes }

    func keep(_ window: KeptWindow) async throws {
        let received = tally.received - marked.received
        guard window.rows == received else {
            throw ETLError(
                .data,
                "\(plan.partition): \(received) \(received.choosing("row was", "rows were")) handed over for \(window.window), not \(window.rows)",
                advice: "Run again; if it stays so, the report's extractor counts wrongly")
        }
        try await settle()
        if order.count > 0 { session.arrival.note(plan.partition, isDisturbed: order.isDisturbed) }
        kept.append(window)
        marked = tally
        let draft = CheckpointDraft(
            file: files.checkpoint, layout: options.layout(of: plan), kept: kept, tally: tally, notes: notes,
            quarantine: try await quarantine.mark())
        if let spool = spool.take() {
            let unsorted = UnsortedWindow(
                stream: data, spool: spool, order: order, checkpoint: draft, files: session.spools)
            sorting = await session.errands.begin { await unsorted.sorted() }
        } else {
            try await draft.write(data.mark())
        }
        slice?.tally.keep(order)
        order.removeAll()
    }

    /// Waits until the rows of the last window are in order.
    private func settle() async throws {
        guard let sorting = sorting.take() else { return }
        let sorted = await sorting.value
        data = sorted.stream
        if let failure = sorted.failure { throw failure }
    }

    func drop() async throws {
        order.removeAll()
        spool = nil
        slice?.tally.drop()
        tally = marked
        // While rows are being sorted, none were added behind them.
        if sorting == nil { try await data.rewind() }
        try await quarantine.rewind()
    }

    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        try await beginCommit(outcome).finish()
    }

    func beginCommit(_ outcome: PartitionOutcome) async throws -> PendingCommit {
        // Whatever comes of it, the partition may be opened again.
        defer { close() }
        try await drop()
        try publisher.willDo(.writeTrailer)
        let (data, quarantine, sorting, slice) = (data, quarantine, sorting.take(), slice)
        let (publisher, format, headerBytes) = (publisher, options.form.format, encoder.header.count)
        let (takesOver, forgotten) = (plan.takesOver, plan.forgottenRevision)
        let all = tally + (slice?.settled ?? RowTally())
        let hasFile = all.rows > 0 || options.form.emptyDays == .file
        let draft = Manifest(
            of: plan, windows: kept + (slice?.earlierWindows ?? []), rows: all.rows, quarantined: all.quarantined,
            leftOut: all.leftOut, forgotten: all.forgotten, outcome: outcome, tool: options.toolVersion)
        let time = LineTime(plan.schema, format)
        return PendingCommit {
            var (data, quarantineStream) = (data, quarantine)
            if let sorted = await sorting?.value {
                data = sorted.stream
                if let failure = sorted.failure { throw failure }
            }
            let written = try await slice?.complete(&data, &quarantineStream, headerBytes: headerBytes)
            let finished = hasFile ? try await data.finish() : nil
            let quarantine = all.quarantined > 0 ? try await quarantineStream.finish() : nil
            return try await Blocking.run {
                var isPublished = false
                defer { if !isPublished { try? slice?.forget() } }
                var manifest = draft
                manifest.record(finished, as: publisher.places.data(format))
                let seen = try publisher.committed()
                manifest.inheritHistory(from: seen.manifest, outcome)
                let (committed, visible) = try publisher.publish(
                    manifest, data: finished, quarantine: quarantine, time: time, over: seen,
                    replacing: slice?.expected, takesOver: takesOver, forgotten: forgotten, isSlice: slice != nil)
                isPublished = true
                if let slice, let written { try slice.remember(written, finished, visible: visible) }
                return committed
            }
        }
    }

    func abandon(keepingProgress: Bool) async throws {
        defer { close() }
        if keepingProgress {
            try await drop()
            return try await settle()
        }
        try? await settle()
        try await data.discard()
        try await quarantine.discard()
        try files.remove()
    }

    private func close() {
        data.close()
        quarantine.close()
    }
}
