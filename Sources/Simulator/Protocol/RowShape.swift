/// How a row is written: which keys, in which order, and what faults put in the place of values.
struct RowShape: Sendable {
    struct Column: Sendable {
        var key: String
        let field: Int
    }

    /// Bytes that stand in for a value in every so many rows, exactly as they are.
    struct CellEdit: Sendable {
        let field: Int
        let rows: RowsHit
        let json: [UInt8]
    }

    /// Bytes that are put into some rows, exactly as they are.
    struct RowEdit: Sendable {
        let rows: RowsHit
        let json: [UInt8]
    }

    var columns: [Column]
    /// Fields whose decimal sign is a comma.
    var commaFields: Set<Int> = []
    var cellEdits: [CellEdit] = []
    /// Members that are added at the end of rows.
    var extraMembers: [RowEdit] = []
    /// What replaces whole rows.
    var rowEdits: [RowEdit] = []
    /// How the rows stand in the answer, where it is not a list of them.
    var nesting: Nesting?

    init(fields: [String]) {
        columns = fields.enumerated().map { Column(key: $0.element, field: $0.offset) }
    }

    func field(named name: String) -> Int? {
        columns.first { $0.key == name }?.field
    }
}

/// How rows stand in an answer that is not a list of rows.
enum Nesting: Sendable {
    /// Records of the first fields, each with a list of the rest under `key`.
    case list(key: String, fieldsOfRecord: Int)
    /// An object of rows, the first field being the key.
    case object
}

/// Which rows something happens to: by their place in the day, so that the same rows are hit whatever windows are asked.
struct RowsHit: Sendable {
    var every: Int
    /// Only rows that are no younger than this.
    var notAfter: LocalMoment?

    func contains(_ row: RowValues) -> Bool {
        guard row.place % every == 0 else { return false }
        guard let notAfter, let moment = row.moment else { return true }
        return moment <= notAfter
    }
}
