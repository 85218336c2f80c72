internal import Disk
internal import ETL

/// What is visible of a followed partition, and the part of it that a slice leaves as it is.
struct SliceBase: Sendable {
    let index: SliceIndex
    let manifest: Manifest
    /// The path of the visible data file; nil if there is none.
    let data: String?
    /// The path of the file with the rows before compression.
    let rows: String
    /// The path of the visible quarantine file.
    let quarantine: String

    /// Rows that stay, by what became of them.
    var settled: RowTally {
        RowTally(
            rows: manifest.rows - index.recent.rows,
            quarantined: manifest.quarantined - index.recent.quarantined.count,
            leftOut: (manifest.filtered ?? 0) - index.recent.leftOut,
            forgotten: (manifest.forgotten ?? 0) - index.recent.forgotten)
    }

    /// The stretch of the day before the slice, as one window.
    func window(before slice: Slice) -> KeptWindow {
        let day = LocalTime(slice.window.first.day)
        return KeptWindow(
            part: 0, window: Window(first: day, last: slice.window.first + -1), rows: settled.received,
            calls: manifest.windows.reduce(0) { $0 + $1.calls })
    }

    /// Appends the rows that stay behind those of the slice: blocks of which all rows stay as they are in the visible file,
    /// the rest of a block that begins with rows that go compressed again.
    func appendRows(to stream: inout GzipStream) async throws {
        guard settled.rows > 0, let data else { return }
        let gone = index.headerBytes + index.recent.bytes
        let content = SettledRows(index.settledSegments, in: try OpenFile(rows, .read))
        guard !index.blocks.isEmpty else {
            for piece in content.pieces(of: 0..<content.length) { try await stream.append(content.read(piece)[...]) }
            return
        }
        let file = try OpenFile(data, .read)
        var (place, packed) = (0, stream.opening)
        for block in index.blocks {
            let end = place + block.content
            if end > gone {
                let pieces = content.pieces(of: max(place - gone, 0)..<end - gone)
                if place < gone {
                    for piece in pieces { try await stream.append(rowsAtTheSeam(piece, content)[...]) }
                    try await stream.endBlock()
                } else {
                    for piece in pieces { try stream.hash(content.read(piece)) }
                    let bytes = try file.read(at: packed, count: block.packed)
                    guard bytes.count == block.packed else { throw Self.changed(data) }
                    try await stream.adopt(block, packed: bytes)
                }
            }
            place = end
            packed += block.packed
        }
    }

    /// Rows that are compressed again. A line has no zeros in it, which a torn file would have.
    private func rowsAtTheSeam(_ piece: SliceIndex.Segment, _ content: SettledRows) throws -> [UInt8] {
        let bytes = try content.read(piece)
        if bytes.contains(0) { throw Self.changed(rows) }
        return bytes
    }

    /// Appends the lines of the quarantine that stay.
    func appendQuarantine(to stream: inout GzipStream) async throws {
        guard settled.quarantined > 0 else { return }
        let gone = Set(index.recent.quarantined)
        var (reader, place) = (try LineReader(of: quarantine), 0)
        while let lines = try reader.nextPiece() {
            for line in lines {
                if !gone.contains(place) { stream.pending += line + [UInt8(ascii: "\n")] }
                place += 1
            }
            try await stream.cut()
        }
        guard place == manifest.quarantined else { throw Self.changed(quarantine) }
    }

    private static func changed(_ path: String) -> ETLError {
        ETLError(.tryLater, "\(path) was changed by another process meanwhile", advice: "Do it again")
    }
}

/// The rows that stay, newest first, in the segments of a rows file.
private struct SettledRows {
    private let file: OpenFile
    /// The newest first.
    private let segments: [SliceIndex.Segment]

    init(_ segments: [SliceIndex.Segment], in file: OpenFile) {
        self.segments = segments.reversed()
        self.file = file
    }

    var length: Int { segments.reduce(0) { $0 + $1.length } }

    /// Where a stretch of the rows is in the file, in pieces that fit a processor's cache.
    func pieces(of range: Range<Int>) -> [SliceIndex.Segment] {
        var pieces: [SliceIndex.Segment] = []
        var start = 0
        for segment in segments {
            let part = range.clamped(to: start..<start + segment.length)
            for place in stride(from: part.lowerBound, to: part.upperBound, by: StagedBytes.pieceBytes) {
                let length = min(StagedBytes.pieceBytes, part.upperBound - place)
                pieces.append(.init(offset: segment.offset + place - start, length: length))
            }
            start += segment.length
        }
        return pieces
    }

    func read(_ piece: SliceIndex.Segment) throws -> [UInt8] {
        let bytes = try file.read(at: piece.offset, count: piece.length)
        guard bytes.count == piece.length else { throw FileFailure.error("read", file.path, code: 5) }
        return bytes
    }
}
