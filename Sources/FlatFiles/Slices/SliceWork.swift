internal import Disk
internal import ETL

/// What a slice adds to the writing of its partition: the rows that stay, and what the next slice must know.
struct SliceWork: Sendable {
    private let slice: Slice
    private let base: SliceBase?
    private let store: SliceStore
    private let places: PartitionPaths
    private let partition: Partition
    var tally: SliceTally

    /// Bytes of the rows file that are of no use any more, beyond which it is written again without them.
    private static let mostUnused = 16 << 20

    /// - Throws: ``ETLError`` to try later if rows before the slice are to stay that nobody can vouch for any more, or if
    ///   another process is at work on the pipeline's slices.
    init(_ slice: Slice, of plan: PartitionPlan, publisher: PartitionPublisher, locks: SliceLocks) throws {
        self.slice = slice
        places = publisher.places
        partition = plan.partition
        let pipeline = plan.provenance?.pipeline ?? ""
        store = SliceStore(pipeline, in: publisher.root)
        try locks.hold(store, of: pipeline)
        tally = SliceTally(slice)
        guard slice.window.first > LocalTime(plan.partition.day) else {
            base = nil
            return
        }
        guard let manifest = try publisher.visible(),
            let index = store.index(of: places, fitting: manifest, recipe: plan.provenance?.recipe),
            index.border == slice.window.first.seconds
        else { throw PartitionPublisher.replaced(plan.partition) }
        base = SliceBase(
            index: index, manifest: manifest, data: publisher.location(manifest), rows: store.rows(index),
            quarantine: publisher.root.absolute(places.quarantine))
    }

    /// Rows that stay, by what became of them.
    var settled: RowTally { base?.settled ?? RowTally() }
    /// The stretch of the day before the slice.
    var earlierWindows: [KeptWindow] { base.map { [$0.window(before: slice)] } ?? [] }
    /// What must be visible still when the slice is published; nil if that is of no concern.
    var expected: Manifest? { base?.manifest }

    /// Rows of a slice, and where they are in a rows file.
    struct Written {
        fileprivate var rowsFile: String
        fileprivate var segments: [SliceIndex.Segment]
        fileprivate var headerBytes: Int
    }

    /// Keeps the slice's rows for the next one, and appends those that stay. To be called when the slice's own rows are in
    /// the stream; `headerBytes` come before the first of them.
    func complete(
        _ data: inout GzipStream, _ quarantine: inout GzipStream, headerBytes: Int
    ) async throws -> Written {
        try await data.endBlock()
        let name = base?.index.rowsFile ?? store.rowsName(places)
        try store.make()
        // Rows that an index names stay as they are until another index is there.
        if base == nil { try store.remove(places) }
        if base != nil, try Files.status(store.path(ofRows: name)) == nil {
            throw PartitionPublisher.replaced(partition)
        }
        let file = try OpenFile(store.path(ofRows: name), .update, mode: 0o600)
        let start = base?.index.segments.map { $0.offset + $0.length }.max() ?? 0
        var (end, skipped) = (start, 0)
        try await data.forEachPieceOfContent { piece in
            let header = min(headerBytes - skipped, piece.count)
            skipped += header
            try file.write(Array(piece.dropFirst(header)), at: end)
            end += piece.count - header
        }
        // An index that is on the disk never names rows that are not.
        if end > start { try file.sync() }
        var segments = base?.index.settledSegments ?? []
        if end > start { segments.append(.init(offset: start, length: end - start)) }
        try await base?.appendRows(to: &data)
        try await base?.appendQuarantine(to: &quarantine)
        return Written(rowsFile: name, segments: segments, headerBytes: headerBytes)
    }

    /// Writes down what the next slice must know, now that `visible` is.
    func remember(_ written: Written, _ finished: GzipStream.Finished?, visible: Manifest) throws {
        guard var index = index(written, finished: finished, visible: visible) else {
            return try store.remove(places)
        }
        let size = try Files.status(store.rows(index))?.size ?? 0
        if size - index.rowBytes > index.rowBytes + Self.mostUnused { try compact(&index) }
        try store.write(index, of: places)
    }

    private func index(_ written: Written, finished: GzipStream.Finished?, visible: Manifest) -> SliceIndex? {
        var index = SliceIndex(
            border: slice.border.seconds, last: slice.window.last.seconds, askedUntil: slice.askedUntil,
            manifestSHA256: visible.fingerprint,
            headerBytes: visible.file == nil ? 0 : written.headerBytes, recent: tally.kept,
            rowsFile: written.rowsFile)
        if visible.contentSHA256 == finished?.contentSHA256 {
            index.segments = written.segments
            if visible.sha256 == finished?.sha256 {
                index.blocks = finished?.blocks ?? []
            } else if let base, visible.sha256 == base.manifest.sha256 {
                index.blocks = base.index.blocks
            }
            return index
        }
        // The same rows in another order within their seconds, which stayed.
        guard let base, visible.contentSHA256 == base.manifest.contentSHA256 else { return nil }
        index.blocks = base.index.blocks
        index.segments = base.index.segments
        return index
    }

    /// Drops what is kept between rounds: rows that were not published may be those of a person who asked to be forgotten.
    func forget() throws { try store.remove(places) }

    /// Writes the rows again without those that are of no use any more.
    private func compact(_ index: inout SliceIndex) throws {
        let old = try OpenFile(store.rows(index), .read)
        index.rowsFile = store.rowsName(places, after: index.rowsFile)
        let new = try OpenFile(store.rows(index), .replace, mode: 0o600)
        var end = 0
        for (number, segment) in index.segments.enumerated() {
            for start in stride(from: 0, to: segment.length, by: GzipFraming.blockBytes) {
                let count = min(GzipFraming.blockBytes, segment.length - start)
                try new.write(old.read(at: segment.offset + start, count: count), at: end + start)
            }
            index.segments[number].offset = end
            end += segment.length
        }
        try new.sync()
    }
}
