internal import ETL

/// Gathers the rows of a partition's quarantine that now fit, and writes the partition again with them among its rows.
final class AmendingWriter: PartitionWriter {
    private let plan: PartitionPlan
    private let publisher: PartitionPublisher
    private let options: FlatFileOptions
    private let pool: CompressionPool
    private let old: Manifest
    private let format: RowFormat
    private let encoder: any RowWriter
    private let quarantineEncoder: QuarantineEncoder
    private let kept: [QuarantinedRow]
    private let hidden: [String]
    private var fitting: [[UInt8]] = []
    private var left: [UInt8] = []
    /// What became of the rows, but for those that fit.
    private var tally = RowTally()

    init(
        _ plan: PartitionPlan, of loader: AmendingLoader, publisher: PartitionPublisher, in session: FlatFileSession
    ) throws {
        old = loader.manifest
        guard old.schema == Manifest.Column.all(of: plan.schema), old.timeZone == plan.zone.identifier else {
            throw ETLError(
                .data,
                "\(plan.partition) was written with other columns, or in another zone, than the pipeline has now",
                advice: "Run the pipeline for its day instead")
        }
        self.plan = plan
        self.publisher = publisher
        kept = loader.kept
        hidden = loader.hidden
        options = session.options.options(of: plan.partition.report)
        pool = try session.pool(for: options)
        format = old.file.flatMap(publisher.root.format(of:)) ?? options.form.format
        encoder = format.makeWriter(plan.schema)
        quarantineEncoder = QuarantineEncoder(plan.redactions)
    }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        let rejections = Dictionary(batch.rejections.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            if let rejection = rejections[row] {
                quarantineEncoder.append(rejection, of: batch, to: &left)
                tally.quarantined += 1
            } else if batch.isForgotten(row) {
                tally.forgotten += 1
            } else if batch.isLeftOut(row) {
                tally.leftOut += 1
            } else {
                var line: [UInt8] = []
                var lengths: [Int] = []
                _ = encoder.append(row..<row + 1, of: batch, to: &line, until: .max, lengths: &lengths)
                fitting.append(line)
            }
        }
    }

    func keep(_ window: KeptWindow) {}

    func drop() {
        fitting = []
        left = []
        tally = RowTally()
    }

    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        guard !fitting.isEmpty || tally.leftOut > 0 || tally.forgotten > 0 else {
            return old.committed(change: .unchanged, location: publisher.location(old))
        }
        var manifest = old
        manifest.rows += fitting.count
        manifest.quarantined = tally.quarantined + kept.count
        if tally.leftOut > 0 { manifest.filtered = (old.filtered ?? 0) + tally.leftOut }
        if tally.forgotten > 0 { manifest.forgotten = (old.forgotten ?? 0) + tally.forgotten }
        let known = manifest.rows + manifest.quarantined + (manifest.filtered ?? 0) + (manifest.forgotten ?? 0)
        guard manifest.received == known else {
            throw ETLError(
                .data,
                "\(plan.partition): its quarantine does not hold the "
                    + "\(old.quarantined.choosing("row", "\(old.quarantined) rows")) that its manifest lists",
                advice: "Run the pipeline for its day instead")
        }
        var data = GzipStream(path: publisher.files.data, mode: 0o666, pool: pool)
        var lines: [UInt8] = []
        for row in kept { quarantineEncoder.append(row, to: &lines) }
        try publisher.files.remove()
        let finished = manifest.rows > 0 || options.form.emptyDays == .file ? try await write(into: &data) : nil
        let finishedQuarantine = try await publisher.files.writeQuarantine(lines + left, pool: pool)
        manifest.record(finished, as: publisher.places.data(format))
        manifest.tool = options.toolVersion
        let hiding = Set(hidden + plan.redactions.map(\.field)).sorted()
        manifest.quarantineHides = manifest.quarantined > 0 ? hiding : nil
        return try publisher.publish(
            manifest, data: finished, quarantine: finishedQuarantine, time: LineTime(plan.schema, format),
            over: try publisher.committed(), replacing: old, forgotten: plan.forgottenRevision
        ).committed
    }

    func abandon(keepingProgress: Bool) throws { try publisher.files.remove() }

    /// Writes the rows that are there and those that come, newest first; of one second those that were there come first.
    private func write(into data: inout GzipStream) async throws -> GzipStream.Finished {
        var merge = LineMerge(fitting, time: LineTime(plan.schema, format))
        data.pending += encoder.header
        if let file = old.file {
            var isHeader = format.lines.hasHeader
            var reader = try LineReader(
                of: publisher.root.absolute("\(publisher.places.directory)/\(file)"), format.lines)
            while let lines = try reader.nextPiece() {
                for line in lines {
                    if isHeader {
                        isHeader = false
                        continue
                    }
                    merge.append(line, to: &data.pending)
                }
                try await data.cut()
            }
        }
        merge.appendRest(to: &data.pending)
        try await data.cut()
        return try await data.finish()
    }
}
