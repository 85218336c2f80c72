import ByteScan
import FuzzSupport

@main enum EnvelopeFuzz {
    static func main() { unsafe fuzz(testOneEnvelope) }
}

/// Scans the input whole and in pieces, and requires that both say the same.
///
/// The first byte decides how: its low four bits the size of the pieces, two more the rows that fit into a batch, the
/// next one the limits, and the last one whether the buffer is dropped whenever it may be or only when a batch is full.
private func testOneEnvelope(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let plan = unsafe ScanPlan(input[0])
    let document = unsafe Array(input[1...])
    let whole = Scan(document, plan, piece: nil)
    let pieces = Scan(document, plan, piece: plan.piece)
    require(whole.error == pieces.error, "\(String(describing: whole.error)), \(String(describing: pieces.error))")
    require(whole.rows == pieces.rows, "\(whole.rows) rows, in pieces \(pieces.rows)")
    require(whole.findings == pieces.findings, "what the rows hold differs in pieces")
    require(whole.envelope == pieces.envelope, "\(whole.envelope), \(pieces.envelope)")
    if whole.error == nil { requireCanonicalForm(of: document) }
    return 0
}

/// What an accepted document becomes is text, and becomes itself again.
private func requireCanonicalForm(of document: [UInt8]) {
    let start = document.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var once: [UInt8] = []
    CanonicalJSON.append(document.span, start..<document.count, into: &once)
    require((try? UTF8Span(validating: once.span)) != nil, "a canonical form that is no UTF-8")
    var twice: [UInt8] = []
    CanonicalJSON.append(once.span, 0..<once.count, into: &twice)
    require(once == twice, "a canonical form that isn't its own")
}
