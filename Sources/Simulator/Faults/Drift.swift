extension FaultKind {
    /// Fields that come, go or change their names.
    static let drift = FaultKind(name: "drift") { settings in
        let added = settings.pairs("add")
        let removed = settings.texts("remove")
        let renamed = settings.pairs("rename")
        return { answer in
            answer.withRows { rows in
                rows.shape.columns.removeAll { removed.contains($0.key) }
                for index in rows.shape.columns.indices {
                    let key = rows.shape.columns[index].key
                    if let rename = renamed.first(where: { $0.0 == key }) { rows.shape.columns[index].key = rename.1 }
                }
                for (key, value) in added {
                    rows.shape.extraMembers.append(.init(rows: RowsHit(every: 1), json: .member(key, value)))
                }
            }
        }
    }
}

extension [UInt8] {
    /// `"key":"value"`.
    static func member(_ key: String, _ value: String) -> [UInt8] {
        JSONSpelling().quoted(key) + [0x3A] + JSONSpelling().quoted(value)
    }
}
