internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation

/// What must be known of a followed partition so that the next slice can be put before the rows that stay, without
/// decompressing them.
///
/// It describes the files that were visible after the last slice; if others are visible by now, it is of no use, and the
/// next slice brings the day so far.
struct SliceIndex: Codable, Equatable {
    static let currentVersion = 1

    /// A stretch of the rows file: rows of one slice that no later one has replaced, newest first.
    struct Segment: Codable, Equatable {
        var offset: Int
        var length: Int
    }

    var version = Self.currentVersion
    /// Where the next slice begins, and where the last one ended; seconds on the wall.
    var border: Int64
    var last: Int64
    /// Until when it was asked, in seconds since 1970-01-01T00:00:00Z.
    var askedUntil: Int64
    /// Hashes of the visible data file and of its content; nil where there is none.
    var sha256: String?
    var contentSHA256: String?
    /// What the visible manifest's `recipe` says.
    var recipe: String?
    /// SHA-256 of the visible manifest: a commit of which the index was not written any more is not continued.
    var manifestSHA256: String
    /// Bytes before the first row.
    var headerBytes = 0
    /// What the next slice replaces.
    var recent: RecentRows
    /// The blocks of the visible data file, in its order; empty where nobody knows them.
    var blocks: [BlockFile.Block] = []
    /// Where the rows are in the rows file, the oldest slice first.
    var segments: [Segment] = []
    /// The name of the rows file.
    var rowsFile: String

    /// Bytes of all rows.
    var rowBytes: Int { segments.reduce(0) { $0 + $1.length } }

    /// Whether it describes what is visible.
    func fits(_ manifest: Manifest, recipe: String?) -> Bool {
        let content = manifest.file == nil ? 0 : headerBytes + rowBytes
        return version == Self.currentVersion && manifest.state == .open && self.recipe == recipe
            && manifestSHA256 == manifest.fingerprint
            && manifest.recipe == recipe && manifest.sha256 == sha256 && manifest.contentSHA256 == contentSHA256
            && manifest.uncompressedBytes == content && isSound(manifest)
            && (blocks.isEmpty || blocks.reduce(0) { $0 + $1.content } == content)
    }

    /// Whether no count is more than the manifest has of it, so that sums of them can be relied on.
    private func isSound(_ manifest: Manifest) -> Bool {
        0...manifest.rows ~= recent.rows && 0...rowBytes ~= recent.bytes
            && recent.quarantined.allSatisfy((0..<manifest.quarantined).contains)
            && 0...(manifest.filtered ?? 0) ~= recent.leftOut && 0...(manifest.forgotten ?? 0) ~= recent.forgotten
            && segments.allSatisfy { $0.offset >= 0 && $0.length >= 0 } && border <= last + 1
            && blocks.allSatisfy { $0.packed > 0 && $0.content > 0 } && headerBytes >= 0
    }

    /// The segments without the rows that the next slice replaces.
    var settledSegments: [Segment] {
        var (segments, rest) = (segments, recent.bytes)
        while rest > 0, var newest = segments.popLast() {
            let gone = min(rest, newest.length)
            rest -= gone
            newest.offset += gone
            newest.length -= gone
            if newest.length > 0 { segments.append(newest) }
        }
        return segments
    }

    /// What a lake says of the last slice.
    var lastSlice: LastSlice {
        LastSlice(
            last: LocalTime(seconds: last), border: LocalTime(seconds: border), askedUntil: askedUntil,
            recent: recent.received)
    }
}

extension Manifest {
    /// SHA-256 of the manifest as it is written.
    var fingerprint: String { SHA256.hash(data: encoded()).hexadecimal }
}

/// Rows of a partition that lie at the border of its last slice or later, and so are replaced by the next one.
struct RecentRows: Codable, Equatable, Sendable {
    /// Rows in the data file, which are its first, and their bytes.
    var rows = 0
    var bytes = 0
    /// The places of lines in the quarantine file.
    var quarantined: [Int] = []
    var leftOut = 0
    var forgotten = 0

    var received: Int { rows + quarantined.count + leftOut + forgotten }

    mutating func add(_ other: RecentRows) {
        rows += other.rows
        bytes += other.bytes
        quarantined += other.quarantined
        leftOut += other.leftOut
        forgotten += other.forgotten
    }
}

/// Counts the rows of a slice that the next one will replace, window by window.
struct SliceTally: Sendable {
    private let border: LocalTime
    private let window: Window
    private(set) var kept = RecentRows()
    private var current = RecentRows()
    /// The time of the last row that had one.
    private var nearest: LocalTime
    private var quarantined = (kept: 0, current: 0)

    init(_ slice: Slice) {
        border = slice.border
        window = slice.window
        nearest = slice.window.last
    }

    /// A row without a time, or with one that was not asked for, came beside the last row that has one.
    private mutating func isRecent(_ time: LocalTime?) -> Bool {
        note(time)
        return nearest >= border
    }

    /// A row came with a time of its own.
    mutating func note(_ time: LocalTime?) {
        if let time, window.contains(time) { nearest = time }
    }

    /// A row went to quarantine.
    mutating func quarantine(_ time: LocalTime?) {
        if isRecent(time) { current.quarantined.append(quarantined.current) }
        quarantined.current += 1
    }

    /// A row was left out.
    mutating func leaveOut(_ time: LocalTime?, isForgotten: Bool) {
        guard isRecent(time) else { return }
        if isForgotten { current.forgotten += 1 } else { current.leftOut += 1 }
    }

    /// The window counts; `order` knows the rows of it that were written.
    mutating func keep(_ order: WindowOrder) {
        let recent = order.recent(since: border)
        current.rows += recent.rows
        current.bytes += recent.bytes
        kept.add(current)
        quarantined.kept = quarantined.current
        current = RecentRows()
    }

    /// The window doesn't count.
    mutating func drop() {
        quarantined.current = quarantined.kept
        current = RecentRows()
    }
}
