/// Which value of which rows a fault replaces.
struct CellSettings: Sendable {
    private let field: String?
    private let rows: RowsHit

    /// - Parameter settings: `field` (the last one where it is missing) and `every`.
    init(_ settings: FaultSettings) {
        field = settings.text("field", orAlone: true)
        rows = RowsHit(every: settings.count("every") ?? 1)
    }

    func replace(in answer: inout Answer, with json: [UInt8], noYoungerThan limit: LocalMoment? = nil) {
        answer.withRows { body in
            let named = field ?? body.shape.columns.last?.key
            guard let index = named.flatMap({ body.shape.field(named: $0) }) else { return }
            var hit = rows
            hit.notAfter = limit
            body.shape.cellEdits.append(.init(field: index, rows: hit, json: json))
        }
    }
}
