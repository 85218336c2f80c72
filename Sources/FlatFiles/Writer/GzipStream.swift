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
        var landed = BlockFile.Landed()
        /// SHA-256 over all before compression, the tail included.
        var contentHash = SHA256()
        /// What is not compressed yet.
        private(set) var tail: [UInt8] = []

        /// Takes what is not compressed yet.
        mutating func append(tail bytes: [UInt8]) {
            tail += bytes
            contentHash.update(data: bytes)
        }
    }

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
    private var contentHash = SHA256()
    /// How many of the pending bytes the hash has.
    private var hashed = 0

    init(path: String, mode: UInt32, pool: CompressionPool) { blocks = BlockFile(path: path, mode: mode, pool: pool) }

    /// Whether ``cut()`` should be called before more is appended.
    var isFull: Bool { pending.count >= GzipFraming.blockBytes }

    /// Sends whole blocks to be compressed; waits if too many are on their way.
    func cut() async throws {
        hashPending()
        while isFull {
            let rest = Array(pending[GzipFraming.blockBytes...])
            pending.removeLast(rest.count)
            try await submitPending()
            pending.append(contentsOf: rest)
        }
    }

    /// Sends what is pending to be compressed, as one block.
    private func submitPending() async throws {
        hashPending()
        hashed = 0
        var block: [UInt8] = []
        swap(&block, &pending)
        pending = try await blocks.submit(block)
    }

    /// Hashes what was added to the block in hand, while it is still close to the processor.
    private func hashPending() {
        let end = min(pending.count, GzipFraming.blockBytes)
        guard end > hashed else { return }
        contentHash.update(data: pending[hashed..<end])
        hashed = end
    }

    /// Waits for the blocks on their way, and tells where the stream is.
    func mark() async throws -> Mark {
        try await blocks.land()
        hashPending()
        return Mark(landed: blocks.landed, contentHash: contentHash, tail: pending)
    }

    /// Forgets all that was appended since a mark.
    func rewind(to mark: Mark) async throws {
        try await blocks.rewind(to: mark.landed)
        resume(mark)
    }

    /// Puts the bytes appended since a mark into another order, given as the ranges of those bytes.
    func rearrange(since mark: Mark, _ stretches: [Range<Int>]) async throws {
        _ = try await self.mark()
        let scratch = try OpenFile(blocks.path + ".unsorted", .replace, mode: 0o600)
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
        if blocks.landed.fileBytes > mark.landed.fileBytes {
            // A block begins at a mark, but for the first, which the opening stands before.
            let inflater = try Inflater(BlockJoining.blockFormat)
            let start = max(mark.landed.fileBytes, BlockJoining.opening.count)
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

    /// Takes up a staged file at a mark that a checkpoint held.
    func restore(_ mark: Mark) throws {
        try blocks.restore(mark.landed)
        resume(mark)
    }

    private func resume(_ mark: Mark) {
        contentHash = mark.contentHash
        pending = mark.tail
        hashed = pending.count
    }

    /// Lets go of the staged file.
    func close() { blocks.close() }

    /// Removes the staged file.
    func discard() async throws {
        try await rewind(to: Mark())
        try Files.remove(blocks.path)
    }
}
