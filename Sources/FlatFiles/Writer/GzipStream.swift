internal import Crypto
internal import ETL
internal import Foundation

/// Bytes on their way into one staged gzip file: gathered into blocks, compressed by the pool, written in order.
///
/// The file's bytes depend on the bytes appended and the level alone. Between ``mark()`` and ``rewind(to:)`` all that
/// was appended can be taken back.
final class GzipStream {
    /// A place in the stream to which it can return.
    struct Mark {
        /// What the file holds: whole blocks, with gzip's header before the first.
        var landed = Landed()
        /// SHA-256 over the blocks before compression.
        var contentHash = SHA256()
        /// What is not compressed yet.
        var tail: [UInt8] = []
    }

    /// What was written to the file.
    struct Landed {
        var fileBytes = 0
        var contentBytes = 0
        /// CRC-32 of the content.
        var crc: UInt32 = 0
        /// SHA-256 of the file.
        var fileHash = SHA256()
    }

    /// A whole gzip file that waits to be renamed.
    struct Finished {
        let bytes: Int
        let contentBytes: Int
        let sha256: String
        let contentSHA256: String
    }

    let path: String
    /// What is not compressed yet. Whoever adds to it calls ``cut()`` when ``isFull``.
    var pending: [UInt8] = []
    private let mode: UInt32
    private let pool: CompressionPool
    private var file: OpenFile?
    private var landed = Landed()
    private var contentHash = SHA256()
    private var tickets: [Int] = []

    init(path: String, mode: UInt32, pool: CompressionPool) {
        self.path = path
        self.mode = mode
        self.pool = pool
    }

    /// Whether ``cut()`` should be called before more is appended.
    var isFull: Bool { pending.count >= GzipFraming.blockBytes }

    /// Sends whole blocks to be compressed; waits if too many are on their way.
    func cut() async throws {
        while isFull {
            let rest = Array(pending[GzipFraming.blockBytes...])
            pending.removeLast(rest.count)
            try await submitPending()
            pending.append(contentsOf: rest)
        }
    }

    /// Sends what is pending to be compressed, as one block.
    private func submitPending() async throws {
        var block: [UInt8] = []
        swap(&block, &pending)
        contentHash.update(data: block)
        while tickets.count >= pool.depth { try await landOldest() }
        let (ticket, memory) = await pool.submit(block)
        tickets.append(ticket)
        pending = memory
    }

    private func landOldest() async throws {
        let block = try await pool.result(of: tickets.removeFirst())
        if landed.fileBytes == 0 { try put(BlockJoining.opening) }
        try put(block.bytes)
        landed.crc = Checksum.combine(landed.crc, block.crc, secondLength: block.uncompressed)
        landed.contentBytes += block.uncompressed
    }

    private func put(_ bytes: [UInt8]) throws {
        try opened().write(bytes, at: landed.fileBytes)
        landed.fileBytes += bytes.count
        landed.fileHash.update(data: bytes)
    }

    private func opened() throws -> OpenFile {
        if let file { return file }
        let fresh = try OpenFile(path, .update, mode: mode)
        guard try fresh.lock(wait: false) else {
            throw ETLError(
                .files, "\(path) is being written already", advice: "Name each report of a source once in the pipeline")
        }
        try fresh.truncate(to: landed.fileBytes)
        file = fresh
        return fresh
    }

    /// Waits for the blocks on their way, and tells where the stream is.
    func mark() async throws -> Mark {
        while !tickets.isEmpty { try await landOldest() }
        return Mark(landed: landed, contentHash: contentHash, tail: pending)
    }

    /// Forgets all that was appended since a mark.
    func rewind(to mark: Mark) async throws {
        while !tickets.isEmpty { _ = try? await pool.result(of: tickets.removeFirst()) }
        landed = mark.landed
        contentHash = mark.contentHash
        pending = mark.tail
        try file?.truncate(to: landed.fileBytes)
    }

    /// Puts the bytes appended since a mark into another order, given as the ranges of those bytes.
    func rearrange(since mark: Mark, _ stretches: [Range<Int>]) async throws {
        _ = try await self.mark()
        let scratch = try OpenFile(path + ".unsorted", .replace, mode: 0o600)
        // Nobody else needs its name; so nothing is left behind by a kill.
        try Files.remove(scratch.path)
        let start = mark.tail.count
        try copyBack(since: mark, to: scratch)
        try await rewind(to: mark)
        for stretch in stretches {
            pending.append(contentsOf: try scratch.read(at: start + stretch.lowerBound, count: stretch.count))
            try await cut()
        }
    }

    private func copyBack(since mark: Mark, to scratch: OpenFile) throws {
        var written = 0
        if landed.fileBytes > mark.landed.fileBytes {
            // A block begins at a mark, but for the first, which the opening stands before.
            let inflater = try Inflater(BlockJoining.blockFormat)
            let start = max(mark.landed.fileBytes, BlockJoining.opening.count)
            try StagedBytes.forEachPiece(of: try opened(), start..<landed.fileBytes) { piece in
                try inflater.inflate(piece) {
                    try scratch.write(Array($0), at: written)
                    written += $0.count
                }
            }
        }
        try scratch.write(pending, at: written)
    }

    /// Ends the gzip file and says what it holds; nothing can be appended afterwards.
    func finish() async throws -> Finished {
        if !pending.isEmpty { try await submitPending() }
        while !tickets.isEmpty { try await landOldest() }
        if landed.fileBytes == 0 { try put(BlockJoining.opening) }
        try put(BlockJoining.closing(crc: landed.crc, uncompressed: landed.contentBytes))
        try opened().truncate(to: landed.fileBytes)
        return Finished(
            bytes: landed.fileBytes, contentBytes: landed.contentBytes,
            sha256: landed.fileHash.finalize().hexadecimal, contentSHA256: contentHash.finalize().hexadecimal)
    }

    /// Has all on the disk.
    func sync() throws { try file?.sync() }

    /// Takes up a staged file at a mark that a checkpoint held.
    func restore(_ mark: Mark) throws {
        landed = mark.landed
        contentHash = mark.contentHash
        pending = mark.tail
        if landed.fileBytes > 0 { _ = try opened() }
    }

    /// Lets go of the staged file.
    func close() { file = nil }

    /// Removes the staged file.
    func discard() async throws {
        try await rewind(to: Mark())
        try Files.remove(path)
    }
}
