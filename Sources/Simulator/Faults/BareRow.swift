extension FaultKind {
    /// A value that is not an object in the place of a row.
    static let bareRow = FaultKind(name: "bare_row") { settings in
        let json = Array((settings.text("json") ?? "\"TOTAL\"").utf8)
        let every = settings.count("every", orAlone: true) ?? 1
        return { answer in
            answer.withRows { $0.shape.rowEdits.append(.init(rows: RowsHit(every: every), json: json)) }
        }
    }
}
