/// Rows with a great many fields that nobody knows.
struct ManyKeys: Fault {
    static let name = "many_keys"

    private let count: Int
    private let every: Int

    init(_ settings: FaultSettings) {
        count = settings.count("count", orAlone: true) ?? 10_000
        every = settings.count("every") ?? 1
    }

    func apply(to answer: inout Answer) {
        answer.withRows { rows in
            let members = (0..<count).map { [UInt8].member("extra_\($0)", "x") }.joined(separator: [0x2C])
            rows.shape.extraMembers.append(.init(rows: RowsHit(every: every), json: Array(members)))
        }
    }
}
