/// Fields that come, go or change their names.
struct Drift: Fault {
    static let name = "drift"

    private let added: [(key: String, value: String)]
    private let removed: [String]
    private let renamed: [(from: String, to: String)]

    init(_ settings: FaultSettings) {
        added = settings.pairs("add").map { ($0.0, $0.1) }
        removed = settings.texts("remove")
        renamed = settings.pairs("rename").map { ($0.0, $0.1) }
    }

    func apply(to answer: inout Answer) {
        answer.withRows { rows in
            rows.shape.columns.removeAll { removed.contains($0.key) }
            for index in rows.shape.columns.indices {
                let key = rows.shape.columns[index].key
                if let rename = renamed.first(where: { $0.from == key }) { rows.shape.columns[index].key = rename.to }
            }
            for (key, value) in added {
                rows.shape.extraMembers.append(.init(rows: RowsHit(every: 1), json: .member(key, value)))
            }
        }
    }
}

extension [UInt8] {
    /// `"key":"value"`.
    static func member(_ key: String, _ value: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONSpelling().append(key, to: &bytes)
        bytes.append(0x3A)
        JSONSpelling().append(value, to: &bytes)
        return bytes
    }

    /// `"value"`.
    static func text(_ value: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONSpelling().append(value, to: &bytes)
        return bytes
    }
}
