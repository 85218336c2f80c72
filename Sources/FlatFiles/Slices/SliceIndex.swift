internal import ByteScan
internal import Crypto
internal import ETL

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

    /// Whether it describes what is visible, and its counts are no more than the manifest has of them.
    func fits(_ manifest: Manifest, recipe: String?) -> Bool {
        guard version == Self.currentVersion, isBounded, manifest.state == .open, manifest.recipe == recipe,
            manifestSHA256 == manifest.fingerprint
        else { return false }
        let content = manifest.file == nil ? 0 : headerBytes + rowBytes
        return manifest.uncompressedBytes == content
            && (blocks.isEmpty || blocks.reduce(0) { $0 + $1.content } == content)
            && recent.rows <= manifest.rows && recent.bytes <= rowBytes
            && recent.quarantined.allSatisfy((0..<manifest.quarantined).contains)
            && recent.leftOut <= manifest.filtered ?? 0 && recent.forgotten <= manifest.forgotten ?? 0
    }

    /// Whether sums of its counts can be made.
    private var isBounded: Bool {
        let counts = [headerBytes, recent.rows, recent.bytes, recent.leftOut, recent.forgotten]
        let lengths = segments.flatMap { [$0.offset, $0.length] } + blocks.flatMap { [$0.packed, $0.content] }
        return (counts + lengths).allSatisfy((0...1 << 40).contains) && segments.count + blocks.count < 1 << 20
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
