internal import ByteScan
internal import ETL

/// Takes batches as far as a stage goes, and forgets them.
struct StageConsumer: BatchConsumer {
    /// Rows that were handed over.
    private(set) var rows = 0
    /// Rows that would be in quarantine.
    private(set) var rejected = 0
    private var chain: TransformChain
    private let stage: Stage
    private let ndjson: NDJSONWriter
    private let csv: CSVWriter
    private var output: [UInt8] = []
    private var lengths: [Int] = []
    private let keepsOutput: Bool

    init(_ stage: Stage, chain: TransformChain, keepsOutput: Bool = false) {
        self.stage = stage
        self.chain = chain
        self.keepsOutput = keepsOutput
        ndjson = NDJSONWriter(names: chain.output.names)
        csv = CSVWriter(names: chain.output.names)
        output.reserveCapacity(1 << 20)
    }

    /// What was written, if it was to be kept.
    var lines: [UInt8] { output }

    mutating func consume(_ batch: inout RecordBatch) throws {
        rows += batch.count
        guard stage != .scan else { return }
        try chain.apply(to: &batch)
        rejected += batch.rejections.count
        guard stage != .type else { return }
        var next = 0
        while next < batch.count {
            lengths.removeAll(keepingCapacity: true)
            next = write(next..<batch.count, of: batch)
            if !keepsOutput { output.removeAll(keepingCapacity: true) }
        }
    }

    private mutating func write(_ range: Range<Int>, of batch: borrowing RecordBatch) -> Int {
        let limit = keepsOutput ? .max : 512 << 10
        if stage == .csv {
            return csv.append(
                rows: range, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output,
                until: limit, lengths: &lengths)
        }
        return ndjson.append(
            rows: range, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output,
            until: limit, lengths: &lengths)
    }

    mutating func restart() {}
}
