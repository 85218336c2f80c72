internal import ETL
internal import Foundation

/// Writes one partition into staged files, and publishes them.
final class FlatFileWriter: PartitionWriter {
    /// What became of the rows that were received.
    struct Tally {
        var rows = 0
        var quarantined = 0
        var leftOut = 0

        var received: Int { rows + quarantined + leftOut }
    }

    private(set) var kept: [KeptWindow] = []
    private(set) var notes: [UInt8] = []
    private let plan: PartitionPlan
    private let files: StagedFiles
    private let publisher: PartitionPublisher
    private let options: FlatFileOptions
    private let encoder: RowEncoder
    private let quarantineEncoder: QuarantineEncoder
    private let data: GzipStream
    private let quarantine: GzipStream
    private var order = WindowOrder()
    private var lengths: [Int] = []
    private var tally = Tally()
    /// The tally when no window was in hand.
    private var marked = Tally()

    /// A writer for a partition, at the place where an interrupted run left it if that can be taken up.
    init(
        _ plan: PartitionPlan, files: StagedFiles, publisher: PartitionPublisher, options: FlatFileOptions,
        pool: CompressionPool
    ) async throws {
        self.plan = plan
        self.files = files
        self.publisher = publisher
        self.options = options
        encoder = RowEncoder(options.format, schema: plan.schema)
        quarantineEncoder = QuarantineEncoder(plan.redactions)
        data = GzipStream(path: files.data, mode: 0o666, pool: pool)
        quarantine = GzipStream(path: files.quarantine, mode: 0o600, pool: pool)
        if let former = try files.resumable(layout: options.layout(of: plan)) {
            let header = former.checkpoint.header
            kept = header.kept
            notes = former.checkpoint.notes
            marked = Tally(rows: header.rows, quarantined: header.quarantined, leftOut: header.leftOut)
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
            tally.leftOut += 1
            next = row + 1
        }
        try await write(batch, next..<range.upperBound)
    }

    private func write(_ batch: borrowing RecordBatch, _ range: Range<Int>) async throws {
        var next = range.lowerBound
        while next < range.upperBound {
            lengths.removeAll(keepingCapacity: true)
            let first = next
            next = encoder.append(
                next..<range.upperBound, of: batch, to: &data.pending, until: GzipFraming.blockBytes, lengths: &lengths)
            order.append(times: batch.times, from: first, lengths: lengths)
            tally.rows += next - first
            try await data.cut()
        }
    }

    func note(_ notes: [UInt8]) { self.notes = notes }

    func keep(_ window: KeptWindow) async throws {
        let received = tally.received - marked.received
        guard window.rows == received else {
            throw ETLError(
                .data, "\(plan.partition): \(received) rows were handed over for \(window.window), not \(window.rows)",
                advice: "Run again; if it stays so, the report's extractor counts wrongly")
        }
        if order.isDisturbed { try await data.rearrange(order.sortedStretches()) }
        let (data, quarantine) = (try await data.mark(), try await quarantine.mark())
        kept.append(window)
        marked = tally
        let header = Checkpoint.Header(
            layout: options.layout(of: plan), kept: kept, rows: tally.rows, quarantined: tally.quarantined,
            leftOut: tally.leftOut, data: data.stream, quarantine: quarantine.stream)
        do {
            try files.checkpoint.replace(
                by: [Checkpoint.opening(header, notes: notes)] + data.tail + quarantine.tail)
        } catch let error as ETLError where error.scope == .run {
            // On a disk that is nearly full, the data itself may still fit.
            try await packCheckpoint(header, data.tail, quarantine.tail)
        }
        order.removeAll()
    }

    private func packCheckpoint(_ header: Checkpoint.Header, _ data: [[UInt8]], _ quarantine: [[UInt8]]) async throws {
        var header = header
        let (data, quarantine) = (try await header.data.pack(data), try await header.quarantine.pack(quarantine))
        try files.checkpoint.replace(by: [Checkpoint.opening(header, notes: notes), data, quarantine])
    }

    func drop() async throws {
        order.removeAll()
        tally = marked
        try await data.rewind()
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
        let hasFile = tally.rows > 0 || options.emptyDays == .file
        let sealedData = hasFile ? try await data.seal() : nil
        let sealedQuarantine = tally.quarantined > 0 ? try await quarantine.seal() : nil
        let (publisher, format, draft, takesOver) = (publisher, options.format, manifest(outcome), plan.takesOver)
        let time = LineTime(plan.schema, format)
        return PendingCommit {
            let data = try await sealedData?.finish()
            let quarantine = try await sealedQuarantine?.finish()
            return try await Blocking.run {
                var manifest = draft
                manifest.tell(of: data, named: publisher.places.data(format))
                try manifest.goOn(from: publisher.committed().manifest, outcome)
                return try publisher.publish(
                    manifest, data: data, quarantine: quarantine, time: time, takesOver: takesOver)
            }
        }
    }

    func abandon(keepingProgress: Bool) async throws {
        defer { close() }
        if keepingProgress { return try await drop() }
        try await data.discard()
        try await quarantine.discard()
        try files.remove()
    }

    private func close() {
        data.close()
        quarantine.close()
    }

    /// The manifest of a partition without a data file.
    private func manifest(_ outcome: PartitionOutcome) -> Manifest {
        Manifest(
            formatVersion: Manifest.currentVersion, report: plan.partition.report, source: plan.partition.source,
            day: plan.partition.day.description, timeZone: plan.zone.identifier,
            pipeline: plan.provenance?.pipeline, origin: plan.provenance?.origin, recipe: plan.provenance?.recipe,
            hides: plan.provenance.map { _ in plan.schema.fields.filter(\.isHidden).map(\.name).sorted() },
            file: nil, received: tally.received, rows: tally.rows, quarantined: tally.quarantined,
            filtered: tally.leftOut > 0 ? tally.leftOut : nil, bytes: 0, uncompressedBytes: 0, sha256: nil,
            contentSHA256: nil,
            windows: WindowMerge.merge(kept, day: plan.partition.day, zone: plan.zone), state: outcome.state,
            schema: plan.schema.fields.map { Manifest.Column(name: $0.name, type: $0.type) },
            quarantineHides: tally.quarantined > 0 ? Set(plan.redactions.map(\.field)).sorted() : nil,
            tool: options.toolVersion, extractedAt: UTCTime.iso8601(outcome.extractedAt))
    }
}
