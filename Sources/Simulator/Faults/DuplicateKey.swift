extension FaultKind {
    /// A key that a row has already, once more with another value.
    static let duplicateKey = FaultKind(name: "duplicate_key") { settings in
        let field = settings.text("field", orAlone: true)
        let value = settings.text("value") ?? "otra vez"
        let every = settings.count("every") ?? 1
        return { answer in
            answer.withRows { rows in
                guard let key = field ?? rows.shape.columns.last?.key else { return }
                rows.shape.extraMembers.append(.init(rows: RowsHit(every: every), json: .member(key, value)))
            }
        }
    }
}
