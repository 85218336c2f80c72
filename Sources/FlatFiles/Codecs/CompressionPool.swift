internal import ETL

/// Blocks waiting for a worker, and results waiting for whoever asked for them.
///
/// Workers are child tasks of the scope that owns the pool (see ``withPool(workers:_:_:)``). The number of blocks
/// that are not compressed yet is bounded: who submits beyond it waits.
actor CompressionPool {
    private let kind: CompressionKind
    private var isClosed = false
    private var nextTicket = 0
    private var queue: [(ticket: Int, block: [UInt8])] = []
    private var unfinished = 0
    /// Blocks whose results nobody took yet, by ticket.
    private var blocks: [Int: [UInt8]] = [:]
    private var results: [Int: Result<CompressedBlock, any Error>] = [:]
    private var idleWorkers: [CheckedContinuation<Void, Never>] = []
    private var submitters: [CheckedContinuation<Void, Never>] = []
    private var askers: [Int: CheckedContinuation<Void, Never>] = [:]
    /// What a batch of rows may need behind a block while it is being written.
    private static let overhang = 256 << 10
    /// Memory of blocks that are done with, for the next ones.
    private var spare: [[UInt8]] = []

    /// How many blocks are compressed at once.
    private nonisolated let workers: Int
    /// How many blocks may be on their way at once.
    nonisolated var depth: Int { 2 * workers }

    /// The codec of the blocks.
    nonisolated var codec: BlockCodec { .gzip }

    /// A pool that nobody works for yet.
    init(workers: Int, _ kind: CompressionKind) {
        self.workers = workers
        self.kind = kind
    }

    /// Runs `body` with a pool whose workers end with it.
    static func withPool<R: Sendable>(
        workers: Int, _ kind: CompressionKind,
        _ body: nonisolated(nonsending) (CompressionPool) async throws -> R
    ) async throws -> R {
        let pool = CompressionPool(workers: workers, kind)
        return try await withTaskGroup(of: Void.self) { group in
            for _ in 0..<workers { group.addTask { await pool.work() } }
            let outcome = await Result<R, any Error>(awaiting: { try await body(pool) })
            await pool.close()
            await group.waitForAll()
            return outcome
        }.get()
    }

    /// Hands a block over for compression.
    ///
    /// - Returns: the ticket for ``result(of:)``.
    func submit(_ block: consuming [UInt8]) async -> Int {
        while unfinished >= depth { await withCheckedContinuation { submitters.append($0) } }
        let ticket = nextTicket
        nextTicket += 1
        unfinished += 1
        blocks[ticket] = block
        queue.append((ticket, block))
        if let worker = idleWorkers.popLast() { worker.resume() }
        return ticket
    }

    /// Memory for the first block of a file: that of one which is done with, or else none, for most of the days that are
    /// open at once may be small.
    func spareMemory() -> [UInt8] { spare.popLast() ?? [] }

    /// Memory for a whole block: that of one which is done with, if there is any.
    func memory() -> [UInt8] {
        if let memory = spare.popLast() { return memory }
        var memory: [UInt8] = []
        memory.reserveCapacity(GzipFraming.blockBytes + Self.overhang)
        return memory
    }

    /// Waits for a block; each ticket is good for one call.
    func result(of ticket: Int) async throws -> CompressedBlock {
        if results[ticket] == nil { await withCheckedContinuation { askers[ticket] = $0 } }
        if var memory = blocks.removeValue(forKey: ticket), spare.count < depth,
            memory.capacity >= GzipFraming.blockBytes
        {
            memory.removeAll(keepingCapacity: true)
            spare.append(memory)
        }
        guard let result = results.removeValue(forKey: ticket) else { throw CancellationError() }
        return try result.get()
    }

    /// Whether ``result(of:)`` would not have to wait.
    func isDone(_ ticket: Int) -> Bool { results[ticket] != nil }

    /// Blocks as they were handed over, of tickets whose results were not taken.
    func blocks(of tickets: [Int]) -> [[UInt8]] { tickets.compactMap { blocks[$0] } }

    /// Compresses until the pool is closed. Cancellation does not end it: whoever waits for a block must get it.
    nonisolated private func work() async {
        var compressor: (any BlockCompressor)?
        while let (ticket, block) = await next() {
            let result: Result<CompressedBlock, any Error>
            do {
                let ready = try compressor ?? codec.makeCompressor(kind.level, kind.format)
                compressor = ready
                result = .success(await ready.compress(consume block))
            } catch {
                result = .failure(error)
            }
            await finish(ticket, result)
        }
    }

    private func next() async -> (ticket: Int, block: [UInt8])? {
        while queue.isEmpty {
            if isClosed { return nil }
            await withCheckedContinuation { idleWorkers.append($0) }
        }
        return queue.removeFirst()
    }

    private func finish(_ ticket: Int, _ result: Result<CompressedBlock, any Error>) {
        results[ticket] = result
        unfinished -= 1
        askers.removeValue(forKey: ticket)?.resume()
        if !submitters.isEmpty { submitters.removeFirst().resume() }
    }

    private func close() {
        isClosed = true
        while let worker = idleWorkers.popLast() { worker.resume() }
    }
}

/// What a block's compression depends on, beside the block.
struct CompressionKind: Hashable {
    let level: Int
    let format: RowFormat
}
