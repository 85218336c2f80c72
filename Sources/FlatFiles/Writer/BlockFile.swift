internal import Crypto
internal import ETL
internal import Foundation

/// The staged file of a stream: takes compressed blocks from the pool in the order in which they were handed over.
struct BlockFile: Sendable {
    /// What was written to the file.
    struct Landed {
        var fileBytes = 0
        var contentBytes = 0
        /// CRC-32 of the content.
        var crc: UInt32 = 0
        /// SHA-256 of the file.
        var fileHash = SHA256()
    }

    let path: String
    private(set) var landed = Landed()
    private let mode: UInt32
    private let pool: CompressionPool
    private var file: OpenFile?
    private var tickets: [Int] = []

    init(path: String, mode: UInt32, pool: CompressionPool) {
        self.path = path
        self.mode = mode
        self.pool = pool
    }

    /// Has a block compressed; waits if too many are on their way. Returns memory for the next one.
    mutating func submit(_ block: consuming [UInt8]) async throws -> [UInt8] {
        while tickets.count >= pool.depth { try await landOldest() }
        let (ticket, memory) = await pool.submit(block)
        tickets.append(ticket)
        return memory
    }

    /// Waits until all blocks are in the file.
    mutating func land() async throws {
        while !tickets.isEmpty { try await landOldest() }
    }

    /// Forgets the blocks on their way and all in the file behind a place.
    mutating func rewind(to place: Landed) async throws {
        while !tickets.isEmpty { _ = try? await pool.result(of: tickets.removeFirst()) }
        landed = place
        try file?.truncate(to: landed.fileBytes)
    }

    /// Takes up a file that is there.
    mutating func restore(_ place: Landed) throws {
        landed = place
        if landed.fileBytes > 0 { _ = try opened() }
    }

    /// Lets go of the file.
    mutating func close() { file = nil }

    /// Ends the gzip file.
    mutating func finish() async throws -> OpenFile {
        try await land()
        if landed.fileBytes == 0 { try put(BlockJoining.opening) }
        try put(BlockJoining.closing(crc: landed.crc, uncompressed: landed.contentBytes))
        let file = try opened()
        try file.truncate(to: landed.fileBytes)
        return file
    }

    /// The file, made if need be and held by a lock.
    mutating func opened() throws -> OpenFile {
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

    private mutating func landOldest() async throws {
        let block = try await pool.result(of: tickets.removeFirst())
        if landed.fileBytes == 0 { try put(BlockJoining.opening) }
        try put(block.bytes)
        landed.crc = Checksum.combine(landed.crc, block.crc, secondLength: block.uncompressed)
        landed.contentBytes += block.uncompressed
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        try opened().write(bytes, at: landed.fileBytes)
        landed.fileBytes += bytes.count
        landed.fileHash.update(data: bytes)
    }
}
