internal import ByteScan
internal import ETL

extension FlattenRule {
    /// More rows than memory should hold came of one record.
    struct TooMuch: Error {}

    /// Appends the rows that a record stands for, with commas between them; there is one at least.
    ///
    /// Values and keys are copied as they are spelled. A record that doesn't have the shape that the rule speaks of is its
    /// own row, so that nothing is lost and the scanner behind judges it.
    ///
    /// - Parameters:
    ///   - record: one element of `data`.
    ///   - limit: the most bytes that its rows may have.
    ///   - rows: what they are added to.
    /// - Throws: ``TooMuch``.
    func appendRows(of record: [UInt8], limit: Int, into rows: inout [UInt8]) throws(TooMuch) {
        let bytes = record.span
        let whole = 0..<record.count
        let start = rows.count
        let end = start + limit
        let isFlattened =
            switch self {
            case .list(let key, let prefix):
                try appendLeaves(
                    bytes, record: whole, listKey: Array(key.utf8), prefix: Array(prefix.utf8), end: end, into: &rows)
            case .object(let column):
                try appendEntries(bytes, record: whole, column: Array(column.utf8), end: end, into: &rows)
            }
        if isFlattened { return }
        rows.removeLast(rows.count - start)
        rows.append(contentsOf: record)
    }

    private func appendLeaves(
        _ bytes: Span<UInt8>, record: Range<Int>, listKey: [UInt8], prefix: [UInt8], end: Int,
        into rows: inout [UInt8]
    ) throws(TooMuch) -> Bool {
        guard let members = ShallowJSON.members(bytes, record) else { return false }
        let lists = members.filter { Self.text(bytes, $0.key) == listKey }
        guard lists.count == 1, let leaves = Self.leaves(bytes, lists[0].value) else { return false }
        let others = members.filter { $0.key != lists[0].key }
        let taken = Set(others.map { Self.text(bytes, $0.key) })
        if leaves.isEmpty { Self.append(bytes, members: others, own: [], into: &rows) }
        for (index, leaf) in leaves.enumerated() {
            if index > 0 { rows.append(ASCII.comma) }
            var own: [(key: [UInt8], value: Range<Int>)] = [(listKey, leaf)]
            if ShallowJSON.isObject(bytes, leaf) {
                guard let inner = ShallowJSON.members(bytes, leaf) else { return false }
                own = inner.map { member in
                    let key = prefix + Self.text(bytes, member.key)
                    return (taken.contains(key) ? listKey + [ASCII.dot] + key : key, member.value)
                }
            }
            Self.append(bytes, members: others, own: own, into: &rows)
            guard rows.count <= end else { throw TooMuch() }
        }
        return true
    }

    /// The values of a list, or of an object whose keys are whole numbers; another object is its only element, and a value
    /// that says nothing has none. Nil if it is a plain value that says something, or broken.
    private static func leaves(_ bytes: Span<UInt8>, _ list: Range<Int>) -> [Range<Int>]? {
        if ShallowJSON.isObject(bytes, list) {
            guard let members = ShallowJSON.members(bytes, list), !members.isEmpty,
                members.allSatisfy({ ASCII.isWholeNumber(Self.text(bytes, $0.key)) })
            else { return [list] }
            return members.map(\.value)
        }
        if bytes[list.lowerBound] == ASCII.openBracket { return ShallowJSON.elements(bytes, list) }
        let text = text(bytes, list)
        return [#""""#, #""-""#, #"" ""#, "null"].contains { $0.utf8.elementsEqual(text) } ? [] : nil
    }

    private func appendEntries(
        _ bytes: Span<UInt8>, record: Range<Int>, column: [UInt8], end: Int, into rows: inout [UInt8]
    ) throws(TooMuch) -> Bool {
        guard let entries = ShallowJSON.members(bytes, record),
            entries.contains(where: { ShallowJSON.isObject(bytes, $0.value) })
        else { return false }
        for (index, entry) in entries.enumerated() {
            if index > 0 { rows.append(ASCII.comma) }
            let key = entry.key.lowerBound - 1..<entry.key.upperBound + 1
            var own: [(key: [UInt8], value: Range<Int>)] = [(Self.text(bytes, entry.key), entry.value)]
            if ShallowJSON.isObject(bytes, entry.value) {
                guard let inner = ShallowJSON.members(bytes, entry.value) else { return false }
                own = inner.map { (Self.text(bytes, $0.key), $0.value) }
            }
            own = own.map { ($0.key == column ? column + [ASCII.dot] + column : $0.key, $0.value) }
            Self.append(bytes, members: [], own: [(column, key)] + own, into: &rows)
            guard rows.count <= end else { throw TooMuch() }
        }
        return true
    }

    private static func append(
        _ bytes: Span<UInt8>, members: [ShallowJSON.Member], own: [(key: [UInt8], value: Range<Int>)],
        into rows: inout [UInt8]
    ) {
        rows.append(ASCII.openBrace)
        for (index, (key, value)) in (members.map { (text(bytes, $0.key), $0.value) } + own).enumerated() {
            if index > 0 { rows.append(ASCII.comma) }
            rows.append(ASCII.quote)
            rows.append(contentsOf: key)
            rows.append(contentsOf: [ASCII.quote, ASCII.colon])
            for at in value { rows.append(bytes[at]) }
        }
        rows.append(ASCII.closeBrace)
    }

    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] { range.map { bytes[$0] } }
}
