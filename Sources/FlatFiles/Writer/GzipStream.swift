internal import Crypto
internal import ETL
internal import Foundation

/// Bytes on their way into one staged gzip file: gathered into blocks, compressed by the pool, written in order.
///
/// The file's bytes depend on the bytes appended and the level alone. What was appended since ``mark()`` can be taken
/// back by ``rewind()``.
final class GzipStream {
    /// A whole gzip file that waits to be renamed.
    struct Finished: Sendable {
        let file: OpenFile
        let bytes: Int
        let contentBytes: Int
        let sha256: String
        let contentSHA256: String
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

    /// Takes memory for much to come.
    func begin() async { pending = await blocks.pool.memory() }

    /// Whether ``cut()`` should be called before more is appended.
    var isFull: Bool { pending.count >= GzipFraming.blockBytes }

    /// Sends whole blocks to be compressed; waits if too many are on their way.
    func cut() async throws {
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
    private func submitPending() async throws {
        hashPending()
        hashed = 0
        var block: [UInt8] = []
        swap(&block, &pending)
        try await blocks.submit(block)
    }

    /// Hashes what was added to the block in hand, while it is still close to the processor.
    private func hashPending() {
        let end = min(pending.count, GzipFraming.blockBytes)
        guard end > hashed else { return }
        contentHash.update(data: pending[hashed..<end])
        hashed = end
    }

    /// Sets the mark here, without waiting for the blocks on their way.
    @discardableResult func mark() async throws -> Progress {
        hashPending()
        let onTheirWay = try await blocks.mark()
        marked = (pending, contentHash)
        return Progress(landed: blocks.marked, contentHash: contentHash, tail: onTheirWay + [pending])
    }

    /// Forgets all that was appended since the mark.
    func rewind() async throws {
        if blocks.isAtMark, pending.count == marked.tail.count { return }
        try await blocks.rewind()
        (pending, contentHash) = marked
        hashed = pending.count
    }

    /// Puts the bytes appended since the mark into another order, given as the ranges of those bytes.
    func rearrange(_ stretches: [Range<Int>]) async throws {
        try await blocks.land()
        let scratch = try OpenFile(blocks.path + ".unsorted", .replace, mode: 0o600)
        // Nobody else needs its name; so nothing is left behind by a kill.
        try Files.remove(scratch.path)
        let start = marked.tail.count
        try copyBack(to: scratch)
        try await rewind()
        for stretch in stretches {
            pending.append(contentsOf: try scratch.read(at: start + stretch.lowerBound, count: stretch.count))
            try await cut()
        }
    }

    /// Copies what came behind the blocks before the mark.
    private func copyBack(to scratch: OpenFile) throws {
        var written = 0
        if blocks.landed.fileBytes > blocks.marked.fileBytes {
            // A block begins there, but for the first, which the opening stands before.
            let inflater = try Inflater(BlockJoining.blockFormat)
            let start = max(blocks.marked.fileBytes, BlockJoining.opening.count)
            try StagedBytes.forEachPiece(of: try blocks.opened(), start..<blocks.landed.fileBytes) { piece in
                try inflater.inflate(piece) {
                    try scratch.write(Array($0), at: written)
                    written += $0.count
                }
            }
        }
        try scratch.write(pending, at: written)
    }

    /// Hands over what is left to be done, for anybody to do; nothing can be appended afterwards.
    func seal() async throws -> Sealed {
        if !pending.isEmpty { try await submitPending() }
        defer { close() }
        return Sealed(blocks: blocks, contentHash: contentHash)
    }

    /// A stream whose last block is on its way.
    struct Sealed: Sendable {
        private var blocks: BlockFile
        private let contentHash: SHA256

        fileprivate init(blocks: BlockFile, contentHash: SHA256) {
            self.blocks = blocks
            self.contentHash = contentHash
        }

        /// Ends the gzip file and says what it holds.
        consuming func finish() async throws -> Finished {
            let file = try await blocks.finish()
            return Finished(
                file: file, bytes: blocks.landed.fileBytes, contentBytes: blocks.landed.contentBytes,
                sha256: blocks.landed.fileHash.finalize().hexadecimal,
                contentSHA256: contentHash.finalize().hexadecimal)
        }
    }

    /// Takes up a staged file where a checkpoint was made, and sets the mark there.
    func restore(_ restart: Restart) async throws {
        try blocks.restore(restart.landed)
        contentHash = restart.contentHash
        pending = restart.tail
        hashed = 0
        try await cut()
        try await mark()
    }

    /// Lets go of the staged file.
    func close() { blocks.close() }

    /// Removes the staged file.
    func discard() async throws {
        try await blocks.rewindToStart()
        try Files.remove(blocks.path)
    }
}
