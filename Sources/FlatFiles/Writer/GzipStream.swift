internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL

/// Bytes on their way into one staged gzip file: gathered into blocks, compressed by the pool, written in order.
///
/// The file's bytes depend on the bytes appended and the level alone. What was appended since ``mark()`` can be taken
/// back by ``rewind()``. A copy is the same stream: only one of them may go on.
struct GzipStream: Sendable {
    /// A whole gzip file that waits to be renamed.
    struct Finished: Sendable {
        let staged: LockedFile
        let bytes: Int
        let contentBytes: Int
        let sha256: String
        let contentSHA256: String
        let blocks: [BlockFile.Block]
    }

    /// What is not compressed yet. Whoever adds to it calls ``cut()`` when ``isFull``.
    var pending: [UInt8] = []
    private var blocks: BlockFile
    /// SHA-256 over all before compression.
    private var contentHash = SHA256()
    /// How many of the pending bytes the hash has.
    private var hashed = 0
    /// What was pending at the mark, and the hash up to there.
    private var marked = (tail: [UInt8](), contentHash: SHA256())

    init(path: String, mode: UInt32, pool: CompressionPool) { blocks = BlockFile(path: path, mode: mode, pool: pool) }

    /// Takes memory for much to come, if there is any to spare.
    mutating func begin() async { pending = await blocks.pool.spareMemory() }

    /// How many bytes come before the first block.
    var opening: Int { blocks.pool.codec.opening.count }

    /// Whether ``cut()`` should be called before more is appended.
    var isFull: Bool { pending.count >= GzipFraming.blockBytes }

    /// Sends whole blocks to be compressed; waits if too many are on their way.
    mutating func cut() async throws {
        hashPending()
        while isFull {
            let rest = Array(pending[GzipFraming.blockBytes...])
            pending.removeLast(rest.count)
            try await submitPending()
            pending = await blocks.pool.memory()
            pending.append(contentsOf: rest)
        }
    }

    /// Sends what is pending to be compressed, as one block.
    private mutating func submitPending() async throws {
        hashPending()
        hashed = 0
        var block: [UInt8] = []
        swap(&block, &pending)
        try await blocks.submit(block)
    }

    /// Hashes what was added to the block in hand, while it is still close to the processor.
    private mutating func hashPending() {
        let end = min(pending.count, GzipFraming.blockBytes)
        guard end > hashed else { return }
        contentHash.update(data: pending[hashed..<end])
        hashed = end
    }

    /// Sets the mark here, without waiting for the blocks on their way.
    @discardableResult mutating func mark() async throws -> Progress {
        hashPending()
        let onTheirWay = try await blocks.mark()
        marked = (pending, contentHash)
        return Progress(landed: blocks.marked, contentHash: contentHash, tail: onTheirWay + [pending])
    }

    /// Forgets all that was appended since the mark.
    mutating func rewind() async throws {
        if blocks.isAtMark, pending.count == marked.tail.count { return }
        try await blocks.rewind()
        (pending, contentHash) = marked
        hashed = pending.count
    }

    /// Copies what was appended since the mark to a place of another file, and forgets it here.
    mutating func moveSinceMark(to file: OpenFile, at offset: Int) async throws {
        try await blocks.land()
        var place = offset - marked.tail.count
        if blocks.landed.fileBytes > blocks.marked.fileBytes {
            // A block begins there, but for the first, which the opening stands before.
            let inflater = try Inflater(blocks.pool.codec.blockFormat)
            let start = max(blocks.marked.fileBytes, blocks.pool.codec.opening.count)
            try StagedBytes.forEachPiece(of: try blocks.opened().file, start..<blocks.landed.fileBytes) { piece in
                try inflater.inflate(piece) { place = try write($0, to: file, at: place, from: offset) }
            }
        }
        _ = try write(pending[...], to: file, at: place, from: offset)
        try await rewind()
    }

    /// Writes bytes but for those that lie before `first`; returns the place behind them.
    private func write(_ bytes: ArraySlice<UInt8>, to file: OpenFile, at place: Int, from first: Int) throws -> Int {
        let end = place + bytes.count
        if end > first { try file.write(Array(bytes.suffix(end - first)), at: max(place, first)) }
        return end
    }

    /// Appends bytes and sends the blocks that they fill to be compressed.
    mutating func append(_ bytes: ArraySlice<UInt8>) async throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest.prefix(max(1, GzipFraming.blockBytes - pending.count))
            pending.append(contentsOf: piece)
            rest.removeFirst(piece.count)
            try await cut()
        }
    }

    /// Sends what is pending to be compressed, so that the next byte begins a block.
    mutating func endBlock() async throws {
        try await cut()
        if !pending.isEmpty { try await submitPending() }
    }

    /// Takes a block of another file as it is, whose content was given to ``hash(_:)``. To be called behind
    /// ``endBlock()``.
    mutating func adopt(_ block: BlockFile.Block, packed: [UInt8]) async throws {
        try await blocks.adopt(block, packed)
    }

    /// Takes content of a block that is adopted next.
    mutating func hash(_ content: [UInt8]) { contentHash.update(data: content) }

    /// Hands over all content in pieces, from its start. To be called behind ``endBlock()``.
    mutating func forEachPieceOfContent(_ body: ([UInt8]) throws -> Void) async throws {
        try await blocks.land()
        guard blocks.landed.contentBytes > 0 else { return }
        let inflater = try Inflater(blocks.pool.codec.blockFormat)
        let range = blocks.pool.codec.opening.count..<blocks.landed.fileBytes
        try StagedBytes.forEachPiece(of: try blocks.opened().file, range) { piece in
            try inflater.inflate(piece) { try body(Array($0)) }
        }
    }

    /// Ends the gzip file and says what it holds.
    mutating func finish() async throws -> Finished {
        if !pending.isEmpty { try await submitPending() }
        let staged = try await blocks.finish()
        defer { close() }
        return Finished(
            staged: staged, bytes: blocks.landed.fileBytes, contentBytes: blocks.landed.contentBytes,
            sha256: blocks.landed.fileHash.finalize().hexadecimal,
            contentSHA256: contentHash.finalize().hexadecimal, blocks: blocks.landed.blocks)
    }

    /// Takes up a staged file where a checkpoint was made, and sets the mark there.
    mutating func restore(_ restart: Restart) async throws {
        try blocks.restore(restart.landed)
        contentHash = restart.contentHash
        pending = restart.tail
        hashed = 0
        try await cut()
        try await mark()
    }

    /// Lets go of the staged file.
    mutating func close() { blocks.close() }

    /// Removes the staged file.
    mutating func discard() async throws {
        try await blocks.rewindToStart()
        try Files.remove(blocks.path)
    }
}

extension GzipStream {
    /// Where a stream is, for a checkpoint.
    struct Progress {
        let stream: Checkpoint.Stream
        /// What is not in the staged file yet, in pieces.
        let tail: [[UInt8]]

        init(landed: BlockFile.Landed, contentHash: SHA256, tail: [[UInt8]]) {
            stream = Checkpoint.Stream(
                fileBytes: landed.fileBytes, contentBytes: landed.contentBytes,
                tailBytes: tail.reduce(0) { $0 + $1.count }, contentSHA256: contentHash.finalize().hexadecimal)
            self.tail = tail
        }
    }

    /// Where a stream can be taken up.
    struct Restart {
        private(set) var landed = BlockFile.Landed()
        /// SHA-256 over the content of the staged file.
        private(set) var contentHash = SHA256()
        /// What comes behind it.
        let tail: [UInt8]

        /// From a checkpoint, if the staged file still holds what the checkpoint says: all of it is decompressed, and
        /// its hashes are made again on the way.
        init(_ stream: Checkpoint.Stream, tail: [UInt8], staged path: String) throws {
            self.tail = tail
            if stream.fileBytes > 0 { try read(stream.fileBytes, of: OpenFile(path, .read)) }
            var whole = contentHash
            whole.update(data: tail)
            guard landed.fileBytes == stream.fileBytes, landed.contentBytes == stream.contentBytes,
                whole.finalize().hexadecimal == stream.contentSHA256
            else { throw Checkpoint.Damaged() }
        }

        private mutating func read(_ bytes: Int, of file: OpenFile) throws {
            let inflater = try Inflater(.gzip)
            try StagedBytes.forEachPiece(of: file, 0..<bytes) { piece in
                landed.fileBytes += piece.count
                landed.fileHash.update(data: piece)
                try inflater.inflate(piece) { content in
                    landed.contentBytes += content.count
                    landed.crc = Checksum.crc(content, after: landed.crc)
                    contentHash.update(data: content)
                }
            }
            guard inflater.isAtEnd == (BlockCodec.gzip.blockFormat == .gzip) else { throw Checkpoint.Damaged() }
        }
    }
}
