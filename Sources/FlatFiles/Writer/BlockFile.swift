internal import Crypto
internal import Disk
internal import ETL

/// The staged file of a stream: takes compressed blocks from the pool in the order in which they were handed over.
struct BlockFile: Sendable {
    /// A block in a file.
    struct Block: Sendable, Codable, Hashable {
        /// Its bytes in the file.
        var packed: Int
        /// The bytes that it was made of.
        var content: Int
        /// CRC-32 of those.
        var crc: UInt32
    }

    /// What was written to the file.
    struct Landed {
        /// The blocks, but for those that an earlier process wrote.
        var blocks: [Block] = []
        var fileBytes = 0
        var contentBytes = 0
        /// CRC-32 of the content.
        var crc: UInt32 = 0
        /// SHA-256 of the file.
        var fileHash = SHA256()
    }

    let path: String
    private(set) var landed = Landed()
    /// What was written up to the last mark.
    private(set) var marked = Landed()
    /// How many of the blocks on their way were handed over before the last mark.
    private var markedTickets = 0
    private let mode: UInt32
    let pool: CompressionPool
    private var staged: LockedFile?
    private var tickets: [Int] = []
    /// Why a block did not get into the file; those behind it cannot either.
    private var failure: (any Error)?

    init(path: String, mode: UInt32, pool: CompressionPool) {
        self.path = path
        self.mode = mode
        self.pool = pool
    }

    /// Has a block compressed; waits if too many are on their way.
    mutating func submit(_ block: consuming [UInt8]) async throws {
        _ = try opened()
        while tickets.count >= pool.depth { try await landOldest() }
        tickets.append(await pool.submit(block))
    }

    /// Whether no block was handed over since the mark, nor lost.
    var isAtMark: Bool {
        failure == nil && tickets.count == markedTickets && landed.contentBytes == marked.contentBytes
    }

    /// Waits until all blocks are in the file.
    mutating func land() async throws {
        while !tickets.isEmpty { try await landOldest() }
    }

    /// Sets the mark behind the last block that was handed over, and waits for none.
    ///
    /// - Returns: the blocks that are not in the file yet.
    mutating func mark() async throws -> [[UInt8]] {
        if let failure { throw failure }
        while let oldest = tickets.first, await pool.isDone(oldest) { try await landOldest() }
        marked = landed
        markedTickets = tickets.count
        return await pool.blocks(of: tickets)
    }

    /// Forgets the blocks that were handed over since the mark.
    mutating func rewind() async throws {
        while markedTickets > 0 { try await landOldest() }
        try await forget(behind: marked)
    }

    /// Forgets all blocks, in the file and on their way.
    mutating func rewindToStart() async throws {
        marked = Landed()
        markedTickets = 0
        try await forget(behind: marked)
    }

    private mutating func forget(behind place: Landed) async throws {
        while !tickets.isEmpty { _ = try? await pool.result(of: tickets.removeFirst()) }
        failure = nil
        landed = place
        try staged?.file.truncate(to: landed.fileBytes)
    }

    /// Takes up a file that is there.
    mutating func restore(_ place: Landed) throws {
        landed = place
        marked = place
        if landed.fileBytes > 0 { _ = try opened() }
    }

    /// Lets go of the file.
    mutating func close() { staged = nil }

    /// Ends the gzip file.
    mutating func finish() async throws -> LockedFile {
        try await land()
        if landed.fileBytes == 0 { try put(pool.codec.opening) }
        try put(pool.codec.closing(landed.crc, landed.contentBytes))
        let staged = try opened()
        try staged.file.truncate(to: landed.fileBytes)
        return staged
    }

    /// The file, made if need be and held by a lock.
    mutating func opened() throws -> LockedFile {
        if let staged { return staged }
        guard let lock = try FileLock(ifFree: OpenFile(path, .update, mode: mode)) else {
            throw ETLError(
                .files, "\(path) is being written already", advice: "Name each report of a source once in the pipeline")
        }
        try lock.file.truncate(to: landed.fileBytes)
        let fresh = LockedFile(lock)
        staged = fresh
        return fresh
    }

    private mutating func landOldest() async throws {
        if let failure { throw failure }
        do { try await putOldest() } catch {
            failure = error
            throw error
        }
    }

    private mutating func putOldest() async throws {
        let block = try await pool.result(of: tickets.removeFirst())
        try put(Block(packed: block.bytes.count, content: block.uncompressed, crc: block.crc), block.bytes)
        if markedTickets > 0 {
            markedTickets -= 1
            marked = landed
        }
    }

    /// Takes a block of another file of the same codec as it is.
    mutating func adopt(_ block: Block, _ bytes: [UInt8]) async throws {
        try await land()
        try put(block, bytes)
    }

    private mutating func put(_ block: Block, _ bytes: [UInt8]) throws {
        if landed.fileBytes == 0 { try put(pool.codec.opening) }
        try put(bytes)
        landed.blocks.append(block)
        landed.crc = Checksum.combine(landed.crc, block.crc, secondLength: block.content)
        landed.contentBytes += block.content
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        try opened().file.write(bytes, at: landed.fileBytes)
        landed.fileBytes += bytes.count
        landed.fileHash.update(data: bytes)
    }
}
