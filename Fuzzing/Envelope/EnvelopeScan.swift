import ByteScan
import FuzzSupport

/// How one input is scanned.
struct ScanPlan {
    static let keys = ["date", "agent_name", "customer_id", "a"]
    private static let pieces = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 256]
    private static let envelope = EnvelopeKeys(code: "code", error: "error", message: "msg", rows: "data")
    private static let wide = EnvelopeScanner(envelope: envelope, keys: keys)
    private static let narrow = EnvelopeScanner(
        envelope: envelope,
        keys: keys, limits: ScanLimits(elementBytes: 48, depth: 3, keys: 4, numberLength: 8))

    let piece: Int
    let rowCapacity: Int
    let scanner: EnvelopeScanner
    let dropsEarly: Bool

    init(_ byte: UInt8) {
        piece = Self.pieces[Int(byte & 15)]
        rowCapacity = 1 + Int(byte >> 4 & 3)
        scanner = byte & 0x40 == 0 ? Self.wide : Self.narrow
        dropsEarly = byte & 0x80 == 0
    }
}

/// One scan of a document, as an extractor does it: bytes arrive, rows leave in batches, the buffer moves on.
struct Scan {
    private(set) var rows = 0
    private(set) var findings = Findings()
    private(set) var error: JSONScanError?
    private(set) var envelope = Envelope()
    private var scanner: EnvelopeScanner
    private var batch: ScannedRows
    private var buffer: [UInt8] = []
    private static let walk = RowWalk(names: ScanPlan.keys)

    /// A piece of nil is a document that is all there from the start.
    init(_ document: [UInt8], _ plan: ScanPlan, piece: Int?) {
        scanner = plan.scanner
        batch = ScannedRows(columns: ScanPlan.keys.count, rowCapacity: plan.rowCapacity)
        do throws(JSONScanError) {
            if let piece {
                var next = 0
                while next < document.count {
                    let end = min(document.count, next + piece)
                    buffer += document[next..<end]
                    next = end
                    require(try read(isFinal: false) == .needsMore, "complete before the end")
                    if plan.dropsEarly { take() }
                }
            } else {
                buffer = document
            }
            require(try read(isFinal: true) == .complete, "neither whole nor wrong at the end")
            envelope = scanner.envelope
        } catch {
            self.error = error
        }
        take()
        require(rows == scanner.rowsScanned, "\(rows) rows handed over, \(scanner.rowsScanned) counted")
    }

    private mutating func read(isFinal: Bool) throws(JSONScanError) -> EnvelopeScanner.Progress {
        while true {
            let bytes = buffer
            let progress = try scanner.scan(bytes.span, isFinal: isFinal, into: &batch)
            require(scanner.consumed <= buffer.count, "more consumed than there is")
            guard progress == .rowsFull else { return progress }
            require(batch.isFull, "rows are full, and are not")
            take()
        }
    }

    private mutating func take() {
        Self.walk.add(batch, buffer, to: &findings)
        rows += batch.count
        batch.removeAll()
        buffer.removeFirst(scanner.consumed)
        scanner.didDropConsumed()
    }
}
