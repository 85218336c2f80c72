extension FaultKind {
    /// Rows with a great many fields that nobody knows.
    static let manyKeys = FaultKind(name: "many_keys") { settings in
        let count = settings.count("count", orAlone: true) ?? 10_000
        let every = settings.count("every") ?? 1
        return { answer in
            answer.withRows { rows in
                let members = (0..<count).map { [UInt8].member("extra_\($0)", "x") }.joined(separator: [0x2C])
                rows.shape.extraMembers.append(.init(rows: RowsHit(every: every), json: Array(members)))
            }
        }
    }
}
