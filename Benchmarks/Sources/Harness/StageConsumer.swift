internal import ByteScan
internal import ETL

/// Takes batches as far as a stage goes, and forgets them.
struct StageConsumer: BatchConsumer {
    /// Rows that were handed over.
    private(set) var rows = 0
    /// Bytes that were written.
    private(set) var written = 0
    private var chain: TransformChain
    private let stage: Stage
    private let ndjson: NDJSONWriter
    private let csv: CSVWriter
    private var output: [UInt8] = []
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
        guard stage != .type else { return }
        for row in 0..<batch.count where !batch.isRejected(row) {
            if stage == .csv {
                csv.append(row: row, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output)
            } else {
                ndjson.append(
                    row: row, of: batch.rows.table, columns: batch.columns, bytes: batch.bytes.span, to: &output)
            }
            guard !keepsOutput, output.count > 512 << 10 else { continue }
            forget()
        }
    }

    private mutating func forget() {
        written += output.count
        output.removeAll(keepingCapacity: true)
    }

    mutating func restart() {}
}
