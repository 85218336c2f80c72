internal import ETL
internal import Foundation

/// What a partition in the making was when its last window was kept, so that a killed run can go on from there.
///
/// The file: eight bytes of magic with the version, the header's length (four bytes, little-endian), the header as
/// JSON, the rows not compressed yet, the same of the quarantine, the run's notes, and the CRC-32 of all before (four
/// bytes).
struct Checkpoint: Equatable {
    /// One staged file.
    struct Stream: Codable, Equatable {
        /// Length of the staged file that counts.
        var fileBytes = 0
        /// Bytes before compression that it holds.
        var contentBytes = 0
        /// CRC-32 of those.
        var crc: UInt32 = 0
        /// Bytes that are not compressed yet.
        var tailBytes = 0
    }

    struct Header: Codable, Equatable {
        /// Fingerprint of all that decides the bytes: format, level, columns, redactions.
        var layout: String
        var kept: [KeptWindow]
        var rows: Int
        var quarantined: Int
        var leftOut = 0
        var data: Stream
        var quarantine: Stream
        /// Length of the notes; nil where there are none.
        var noteBytes: Int?
    }

    /// Bytes that are no checkpoint of this version, or were changed.
    struct Damaged: Error {}

    private static let magic = Array("WXCKPT1\n".utf8)

    private(set) var header: Header
    let dataTail: [UInt8]
    let quarantineTail: [UInt8]
    let notes: [UInt8]

    init(header: Header, dataTail: [UInt8], quarantineTail: [UInt8], notes: [UInt8] = []) {
        self.header = header
        self.header.noteBytes = notes.isEmpty ? nil : notes.count
        self.dataTail = dataTail
        self.quarantineTail = quarantineTail
        self.notes = notes
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: ``Damaged`` for anything that this program would not have written.
    init(decoding bytes: [UInt8]) throws {
        let start = Self.magic.count + 4
        let end = bytes.count - 4
        guard end >= start, bytes.starts(with: Self.magic),
            Self.word(bytes, end) == Checksum.crc(bytes[..<end])
        else { throw Damaged() }
        let headerEnd = start + Int(Self.word(bytes, Self.magic.count))
        guard headerEnd <= end,
            let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[start..<headerEnd])), header.isSound,
            header.data.tailBytes <= end - headerEnd,
            header.quarantine.tailBytes <= end - headerEnd - header.data.tailBytes,
            header.noteBytes ?? 0 == end - headerEnd - header.data.tailBytes - header.quarantine.tailBytes
        else { throw Damaged() }
        self.header = header
        let dataEnd = headerEnd + header.data.tailBytes
        let quarantineEnd = dataEnd + header.quarantine.tailBytes
        dataTail = Array(bytes[headerEnd..<dataEnd])
        quarantineTail = Array(bytes[dataEnd..<quarantineEnd])
        notes = Array(bytes[quarantineEnd..<end])
    }

    /// The checkpoint as it is written.
    func encoded() throws -> [UInt8] {
        let json = try JSONEncoder().encode(header)
        var bytes = Self.magic
        bytes.reserveCapacity(bytes.count + json.count + dataTail.count + quarantineTail.count + notes.count + 8)
        Self.append(UInt32(json.count), to: &bytes)
        bytes.append(contentsOf: json)
        bytes.append(contentsOf: dataTail)
        bytes.append(contentsOf: quarantineTail)
        bytes.append(contentsOf: notes)
        Self.append(Checksum.crc(bytes[...]), to: &bytes)
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
        [rows, quarantined, leftOut].allSatisfy(Checkpoint.counts.contains) && data.isSound && quarantine.isSound
            && kept.allSatisfy(\.isSound)
    }
}

extension Checkpoint {
    /// Far more than a partition holds, and little enough for sums of them.
    fileprivate static let counts = 0...1 << 40
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
    fileprivate var isSound: Bool {
        fileBytes >= 0 && contentBytes >= 0 && 0..<GzipFraming.blockBytes ~= tailBytes
            && contentBytes.isMultiple(of: GzipFraming.blockBytes)
    }
}
