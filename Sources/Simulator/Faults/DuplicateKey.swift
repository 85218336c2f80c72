/// A key that a row has already, once more with another value.
struct DuplicateKey: Fault {
    static let name = "duplicate_key"

    private let field: String?
    private let value: String
    private let every: Int

    init(_ settings: FaultSettings) {
        field = settings.text("field", orAlone: true)
        value = settings.text("value") ?? "otra vez"
        every = settings.count("every") ?? 1
    }

    func apply(to answer: inout Answer) {
        answer.withRows { rows in
            guard let key = field ?? rows.shape.columns.last?.key else { return }
            rows.shape.extraMembers.append(.init(rows: RowsHit(every: every), json: .member(key, value)))
        }
    }
}
