internal import ETL

/// Removes rows from partitions of a folder, each through a commit of its own.
struct PartitionEraser: Eraser {
    let session: FlatFileSession
    /// The revision of the list of forgotten people.
    let revision: String

    func count(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int {
        guard let partition = manifest.partition else { return 0 }
        let work = ErasedPartition(manifest: manifest, rows: rows, publisher: try session.publisher(partition))
        return manifest.rows + manifest.quarantined - (try work.keptRows()) - (try work.keptQuarantine().count)
    }

    func erase(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int {
        guard let partition = manifest.partition else { return 0 }
        let publisher = try session.publisher(partition)
        try publisher.prepare()
        guard let visible = try publisher.committed().manifest else { return 0 }
        let work = ErasedPartition(manifest: visible, rows: rows, publisher: publisher)
        let (kept, quarantine) = (try work.keptRows(), try work.keptQuarantine())
        let gone = visible.rows - kept + visible.quarantined - quarantine.count
        let isNamed = visible.schemaHistory?.contains { $0.example.map(rows.isNamed) == true } == true
        guard gone > 0 || isNamed else { return 0 }
        var manifest = visible
        manifest.schemaHistory = visible.schemaHistory?.map { $0.example.map(rows.isNamed) == true ? $0.nameless : $0 }
        manifest.rows = kept
        manifest.quarantined = quarantine.count
        if gone > 0 { manifest.forgotten = (visible.forgotten ?? 0) + gone }
        if quarantine.isEmpty { manifest.quarantineHides = nil }
        // They may name values of the rows that go.
        manifest.warnings = nil
        let options = session.options.options(of: partition.report)
        let pool = try session.pool(for: options)
        try publisher.files.remove()
        let format = visible.file.flatMap(publisher.root.format(of:)) ?? options.form.format
        var finished: GzipStream.Finished?
        if kept > 0 || (visible.file != nil && options.form.emptyDays == .file) {
            var data = GzipStream(path: publisher.files.data, mode: 0o666, pool: pool)
            finished = try await work.write(into: &data)
        }
        let lines = quarantine.flatMap { $0 + [UInt8(ascii: "\n")] }
        let finishedQuarantine = try await publisher.files.writeQuarantine(lines, pool: pool)
        manifest.record(finished, as: publisher.places.data(format))
        _ = try publisher.publish(
            manifest, data: finished, quarantine: finishedQuarantine, time: LineTime(Schema(fields: []), format),
            over: try publisher.committed(), replacing: visible, takesOver: true, forgotten: revision)
        return gone
    }
}

extension SchemaChange {
    /// The same without an example.
    fileprivate var nameless: SchemaChange {
        var change = self
        change.example = nil
        return change
    }
}

/// A partition some of whose rows go.
private struct ErasedPartition {
    let manifest: Manifest
    let rows: any ErasedRows
    let publisher: PartitionPublisher

    /// How many rows of the data file stay.
    func keptRows() throws -> Int {
        guard var lines = try KeptLines(self) else { return 0 }
        var count = lines.hasHeader ? -1 : 0
        while let piece = try lines.next() { count += piece.count }
        return count
    }

    /// The lines of the quarantine file that stay.
    func keptQuarantine() throws -> [[UInt8]] {
        guard manifest.quarantined > 0 else { return [] }
        var kept: [[UInt8]] = []
        var reader = try LineReader(of: publisher.root.absolute(publisher.places.quarantine))
        while let lines = try reader.nextPiece() {
            for line in lines {
                if let row = QuarantinedRow(line), rows.contains(row) { continue }
                kept.append(line)
            }
        }
        return kept
    }

    func write(into data: inout GzipStream) async throws -> GzipStream.Finished {
        guard var lines = try KeptLines(self) else { return try await data.finish() }
        while let piece = try lines.next() {
            for line in piece { data.pending += line + [UInt8(ascii: "\n")] }
            try await data.cut()
        }
        return try await data.finish()
    }

    fileprivate func goes(_ line: [UInt8]) -> Bool {
        let format = manifest.file.flatMap(publisher.root.format(of:)) ?? .ndjson
        return rows.contains { column in
            guard let place = manifest.schema.firstIndex(where: { $0.name == column }) else { return nil }
            return format.text(line[...], column, place)
        }
    }
}

/// The lines of a data file that stay, piece by piece, the header among them.
private struct KeptLines {
    let hasHeader: Bool
    private let partition: ErasedPartition
    private var reader: LineReader
    private var isAtStart = true

    /// Nil where there is no data file.
    init?(_ partition: ErasedPartition) throws {
        guard let file = partition.manifest.file else { return nil }
        let publisher = partition.publisher
        let rule = publisher.root.lines(of: file)
        self.partition = partition
        hasHeader = rule.hasHeader
        reader = try LineReader(of: publisher.root.absolute("\(publisher.places.directory)/\(file)"), rule)
    }

    mutating func next() throws -> [[UInt8]]? {
        guard let lines = try reader.nextPiece() else { return nil }
        let header = hasHeader && isAtStart ? lines.prefix(1) : []
        if !lines.isEmpty { isAtStart = false }
        return header + lines.dropFirst(header.count).filter { !partition.goes($0) }
    }
}
