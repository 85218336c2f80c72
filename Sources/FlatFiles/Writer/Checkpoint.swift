internal import ETL
internal import Foundation

/// What a partition in the making was when its last window was kept, so that a killed run can go on from there.
///
/// The file: eight bytes of magic with the version, the header's length (four bytes, little-endian), the header as
/// JSON, the run's notes, the CRC-32 of all before (four bytes), then the bytes that are not in the staged file yet, and
/// the same of the quarantine, both compressed where there was no room for them otherwise. These have no checksum of
/// their own here: each stream's SHA-256 covers them.
struct Checkpoint: Equatable {
    /// One staged file.
    struct Stream: Codable, Equatable {
        /// Length of the staged file that counts.
        var fileBytes = 0
        /// Bytes before compression that it holds.
        var contentBytes = 0
        /// Bytes that are not in it yet.
        var tailBytes = 0
        /// Bytes that these take in the file where they are compressed.
        var packedBytes: Int?
        /// SHA-256 of both, in hexadecimal.
        var contentSHA256: String
    }

    struct Header: Codable, Equatable {
        /// Fingerprint of all that decides the bytes: format, level, columns, redactions.
        var layout: String
        var kept: [KeptWindow]
        var rows: Int
        var quarantined: Int
        var leftOut = 0
        var forgotten: Int?
        var data: Stream
        var quarantine: Stream
        /// Length of the notes.
        var noteBytes = 0
    }

    /// Bytes that are no checkpoint of this version, or were changed.
    struct Damaged: Error {}

    private static let magic = Array("WXCKPT2\n".utf8)
    /// Far more than a partition holds, and little enough for sums of them.
    fileprivate static let counts = 0...1 << 40

    let header: Header
    let notes: [UInt8]
    let dataTail: [UInt8]
    let quarantineTail: [UInt8]

    /// Reads a checkpoint.
    ///
    /// - Throws: ``Damaged`` for anything that this program would not have written.
    init(decoding bytes: [UInt8]) throws {
        let start = Self.magic.count + 4
        guard bytes.count >= start + 4, bytes.starts(with: Self.magic) else { throw Damaged() }
        let headerEnd = start + Int(Self.word(bytes, Self.magic.count))
        guard headerEnd <= bytes.count - 4,
            let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[start..<headerEnd])), header.isSound
        else { throw Damaged() }
        let notesEnd = headerEnd + header.noteBytes
        let dataStart = notesEnd + 4
        let quarantineStart = dataStart + header.data.storedBytes
        guard quarantineStart + header.quarantine.storedBytes == bytes.count,
            Self.word(bytes, notesEnd) == Checksum.crc(bytes[..<notesEnd])
        else { throw Damaged() }
        self.header = header
        notes = Array(bytes[headerEnd..<notesEnd])
        dataTail = try header.data.tail(from: bytes[dataStart..<quarantineStart])
        quarantineTail = try header.quarantine.tail(from: bytes[quarantineStart...])
    }

    /// How a checkpoint's file begins; the tails follow.
    static func opening(_ header: Header, notes: [UInt8]) throws -> [UInt8] {
        var header = header
        header.noteBytes = notes.count
        let json = try JSONEncoder().encode(header)
        var bytes = magic
        append(UInt32(json.count), to: &bytes)
        bytes += json + notes
        append(Checksum.crc(bytes[...]), to: &bytes)
        return bytes
    }

    private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[at + $1]) << (8 * $1) }
    }
}

extension Checkpoint.Header {
    fileprivate var isSound: Bool {
        [rows, quarantined, leftOut, forgotten ?? 0, noteBytes].allSatisfy(Checkpoint.counts.contains)
            && data.isSound && quarantine.isSound && kept.allSatisfy(\.isSound)
            && kept.reduce(0, { $0 + $1.rows }) == rows + quarantined + leftOut + (forgotten ?? 0)
    }
}

extension KeptWindow {
    /// Seconds, to both sides of 1970, beyond the last year with four digits.
    private static let farthest: Int64 = 1 << 40

    fileprivate var isSound: Bool {
        -Self.farthest <= first && first <= last && last <= Self.farthest
            && [part, rows, calls, quarantined].allSatisfy(Checkpoint.counts.contains)
    }
}

extension Checkpoint.Stream {
    /// Compresses a tail, for a checkpoint that takes as little room as the data itself.
    mutating func pack(_ tail: [[UInt8]]) async throws -> [UInt8] {
        let packed = try await Deflater(level: 6, format: .ndjson).compress(Array(tail.joined())).bytes
        packedBytes = packed.count
        return packed
    }

    fileprivate var storedBytes: Int { packedBytes ?? tailBytes }

    /// The tail as it was before it was stored.
    fileprivate func tail(from stored: ArraySlice<UInt8>) throws -> [UInt8] {
        guard packedBytes != nil else { return Array(stored) }
        var tail: [UInt8] = []
        try Inflater(BlockCodec.gzip.blockFormat).inflate(Array(stored)) { piece in
            tail += piece
            if tail.count > tailBytes { throw Checkpoint.Damaged() }
        }
        guard tail.count == tailBytes else { throw Checkpoint.Damaged() }
        return tail
    }

    fileprivate var isSound: Bool {
        [fileBytes, contentBytes, tailBytes, packedBytes ?? 0].allSatisfy(Checkpoint.counts.contains)
            && contentBytes.isMultiple(of: GzipFraming.blockBytes)
    }
}

/// What a checkpoint holds but for the rows, which may still be on their way.
struct CheckpointDraft: Sendable {
    let file: CheckpointFile
    let layout: String
    let kept: [KeptWindow]
    let tally: RowTally
    let notes: [UInt8]
    let quarantine: GzipStream.Progress

    /// Writes the checkpoint with the rows as far as they have come.
    func write(_ data: GzipStream.Progress) async throws {
        let header = Checkpoint.Header(
            layout: layout, kept: kept, rows: tally.rows, quarantined: tally.quarantined, leftOut: tally.leftOut,
            forgotten: tally.forgotten > 0 ? tally.forgotten : nil, data: data.stream, quarantine: quarantine.stream)
        do {
            try file.replace(by: [Checkpoint.opening(header, notes: notes)] + data.tail + quarantine.tail)
        } catch let error as ETLError where error.scope == .run {
            // On a disk that is nearly full, the data itself may still fit.
            try await pack(header, data.tail)
        }
    }

    private func pack(_ header: Checkpoint.Header, _ data: [[UInt8]]) async throws {
        var header = header
        let (data, quarantine) = (try await header.data.pack(data), try await header.quarantine.pack(quarantine.tail))
        let pieces = [try Checkpoint.opening(header, notes: notes), data, quarantine]
        do {
            try file.replace(by: pieces)
        } catch let error as ETLError where error.scope == .run {
            guard try file.overwrite(by: pieces) else { throw error }
        }
    }
}
