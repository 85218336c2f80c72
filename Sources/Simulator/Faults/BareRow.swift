/// A value that is not an object in the place of a row.
struct BareRow: Fault {
    static let name = "bare_row"

    private let json: [UInt8]
    private let every: Int

    init(_ settings: FaultSettings) {
        json = Array((settings.text("json") ?? "\"TOTAL\"").utf8)
        every = settings.count("every", orAlone: true) ?? 1
    }

    func apply(to answer: inout Answer) {
        answer.withRows { $0.shape.rowEdits.append(.init(rows: RowsHit(every: every), json: json)) }
    }
}
