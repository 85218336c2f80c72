import ByteScan
import Foundation

extension EnvelopeKeys {
    /// The keys that most answers of these tests have.
    static let tested = EnvelopeKeys(code: "code", error: "error", message: "msg", rows: "data")
}

/// Everything that a scan brought out, in a form that can be compared.
struct ScanOutcome: Equatable {
    var rows: [[String?]] = []
    var kinds: [[Cell.Kind]] = []
    var extras: [String] = []
    var irregular: [String] = []
    var spans: [String] = []
    var envelope = Envelope()
    var error: JSONScanError?

    var hasUnsoundText: Bool {
        kinds.joined().contains { $0.rawValue >= Cell.Kind.invalidUTF8.rawValue }
    }
}

/// Scans `text` the way an extractor does: bytes arrive in pieces of `chunk`, rows leave in batches of `rowCapacity`.
func scan(
    _ text: [UInt8], envelope: EnvelopeKeys = .tested, keys: [String], chunk: Int, rowCapacity: Int = 3,
    limits: ScanLimits = ScanLimits()
) -> ScanOutcome {
    var outcome = ScanOutcome()
    var scanner = EnvelopeScanner(envelope: envelope, keys: keys, limits: limits)
    var rows = ScannedRows(columns: keys.count, rowCapacity: rowCapacity)
    var buffer: [UInt8] = []
    var next = 0
    func take() {
        for row in 0..<rows.count {
            let cells = keys.indices.map { rows.table.cells[rows.table.index(column: $0, row: row)] }
            outcome.rows.append(cells.map { $0.isNull ? nil : describe($0, buffer) })
            outcome.kinds.append(cells.map(\.kind))
            outcome.spans.append(String(decoding: buffer[rows.spans[row]], as: UTF8.self))
        }
        let first = outcome.rows.count - rows.count
        outcome.extras += rows.extras.map {
            "\(first + $0.row) \(describe($0.key, buffer)) \($0.value.kind) \(describe($0.value, buffer))"
        }
        outcome.irregular += rows.irregular.map { "\(first + $0.row) \($0.what) \(describe($0.key, buffer))" }
        rows.removeAll()
        buffer.removeFirst(scanner.consumed)
        scanner.didDropConsumed()
    }
    do {
        while true {
            switch try scanner.scan(buffer.span, isFinal: next == text.count, into: &rows) {
            case .complete:
                take()
                outcome.envelope = scanner.envelope
                return outcome
            case .rowsFull:
                take()
            case .needsMore:
                take()
                let end = min(text.count, next + chunk)
                buffer += text[next..<end]
                next = end
            }
        }
    } catch {
        // How many rows came out before a mistake depends on the pieces; what the mistake is must not.
        var failed = ScanOutcome()
        failed.error = error
        return failed
    }
}

private func describe(_ cell: Cell, _ buffer: [UInt8]) -> String {
    guard cell.kind == .escaped || cell.kind == .loneSurrogate else {
        return String(decoding: buffer[cell.range], as: UTF8.self)
    }
    var text: [UInt8] = []
    JSONText.decode(buffer.span, cell.range, into: &text)
    return String(decoding: text, as: UTF8.self)
}

let chunkSizes = [1, 2, 3, 7, 64, 4096, Int.max / 2]
