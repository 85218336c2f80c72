extension TransformSpec {
    /// The columns that it works on.
    package var fields: [String] {
        switch self {
        case .select(let fields), .drop(let fields), .cast(let fields, _), .canonical(let fields, _, _, _),
            .trim(let fields), .phone(let fields, _, _, _, _), .mask(let fields, _, _), .hash(let fields, _),
            .redact(let fields, _, _):
            fields
        case .rename(let fields): fields.map(\.from)
        case .constant: []
        case .split(let field, _, _): [field]
        case .where(let condition): Self.each(condition.fields)
        }
    }

    private static func each(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// The columns that it names itself, whatever the source sends.
    package var newFields: [String] {
        switch self {
        case .rename(let fields): fields.map(\.to)
        case .constant(let field, _, _): [field]
        case .split(_, _, let into): into
        case .canonical(_, _, let into, _), .phone(_, _, _, _, let into): into.map { [$0] } ?? []
        default: []
        }
    }

    /// The same transform of those columns alone that there are; nil where nothing is left to do. A condition needs all
    /// of its columns.
    package func narrowed(to columns: [String]) -> TransformSpec? {
        let own = fields.filter(columns.contains)
        switch self {
        case .constant: return self
        case .where, .split: return own.count == fields.count ? self : nil
        case _ where own.isEmpty: return nil
        case .select: return .select(fields: own)
        case .drop: return .drop(fields: own)
        case .rename(let fields): return .rename(fields: fields.filter { columns.contains($0.from) })
        case .cast(_, let target): return .cast(fields: own, to: target)
        case .canonical(_, let values, let into, let replaces):
            return .canonical(fields: own, values: values, into: into, replaces: replaces)
        case .trim: return .trim(fields: own)
        case .phone(_, let prefixes, let country, let minDigits, let into):
            return .phone(fields: own, prefixes: prefixes, country: country, minDigits: minDigits, into: into)
        case .mask(_, let keepFirst, let keepLast): return .mask(fields: own, keepFirst: keepFirst, keepLast: keepLast)
        case .hash(_, let key): return .hash(fields: own, key: key)
        case .redact(_, let find, let text): return .redact(fields: own, find: find, with: text)
        }
    }

    /// Whether it hides values.
    package var isHiding: Bool {
        switch self {
        case .mask, .hash, .redact: true
        case .select, .drop, .rename, .constant, .split, .cast, .canonical, .trim, .phone, .where: false
        }
    }

    /// Returns the same way to hide, for other columns; any other transform as it is.
    package func hiding(_ columns: [String]) -> TransformSpec {
        switch self {
        case .mask(_, let keepFirst, let keepLast): .mask(fields: columns, keepFirst: keepFirst, keepLast: keepLast)
        case .hash(_, let key): .hash(fields: columns, key: key)
        case .redact(_, let find, let text): .redact(fields: columns, find: find, with: text)
        case .select, .drop, .rename, .constant, .split, .cast, .canonical, .trim, .phone, .where: self
        }
    }
}
