extension FaultKind {
    /// A value that its field should not have: any text, or with `json` any bytes of JSON (a number, a null, a list).
    static let malformed = FaultKind(name: "malformed") { settings in
        let cell = CellSettings(settings)
        let value = JSONSpelling().quoted(settings.text("value") ?? "¿?")
        let json = settings.text("json").map { Array($0.utf8) } ?? value
        return { cell.replace(in: &$0, with: json) }
    }
}

/// Which value of which rows a fault replaces.
struct CellSettings: Sendable {
    private let field: String?
    private let rows: RowsHit

    /// - Parameter settings: `field` (the last one where it is missing) and `every`.
    init(_ settings: SettingsReader) {
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
