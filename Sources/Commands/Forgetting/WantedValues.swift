import ByteScan
import ETL
import Foundation
import Synchronization

/// The rows of one report of one source that go, as its files and its quarantine have them.
struct WantedValues: ErasedRows {
    /// By the columns of the data file.
    let byColumn: [String: Set<[UInt8]>]
    /// By the keys of the source, as rows in quarantine have them.
    let byKey: [String: Set<[UInt8]>]
    /// Takes what nearly is one of the values; nil where nobody wants to know.
    var near: NearMatches?

    func contains(_ value: (_ column: String) -> [UInt8]?) -> Bool {
        for (column, wanted) in byColumn {
            if let found = value(column), wanted.contains(trimmed(found)) { return true }
        }
        if let extra = value(Schema.extraName), holds(JSONParts(extra[...])) { return true }
        near?.look(value, columns: byColumn)
        return false
    }

    func contains(_ row: QuarantinedRow) -> Bool {
        if row.isObject { return holds(JSONParts(row.row[...])) }
        let all = byKey.values.reduce(into: Set()) { $0.formUnion($1) }
        return RawTexts.all(in: row.row).contains { all.contains(trimmed($0)) }
    }

    /// Whether an object, or one in it, has a wanted value.
    private func holds(_ object: JSONParts) -> Bool {
        switch object.kind {
        case .list: return object.items.contains(where: holds)
        case .object:
            return (object.members ?? []).contains { member in
                if let wanted = byKey[member.key], wanted.contains(trimmed(member.value.bytes)) { return true }
                return holds(member.value)
            }
        default: return false
        }
    }

    func isNamed(in text: String) -> Bool { byKey.values.joined().contains { text.utf8.contains($0) } }
}

/// Blanks around a value do not make it another one.
func trimmed(_ value: [UInt8]) -> [UInt8] { Array(value[Blanks.trim(value.span, value.indices)]) }

/// What a trial finds beside the rows that go: values that are spelled in another way, and texts that hold a value.
final class NearMatches: Sendable {
    struct Counts {
        /// Rows with a value that is one of the wanted but for blanks, case, a leading `+57` or zeros.
        var spelledOtherwise = 0
        /// Rows of which another text holds a wanted value.
        var named = 0
    }

    private let texts: [String]
    private let state = Mutex(Counts())

    /// Looks in the columns of text `texts`.
    init(texts: [String]) { self.texts = texts }

    var counts: Counts { state.withLock { $0 } }

    fileprivate func look(_ value: (_ column: String) -> [UInt8]?, columns: [String: Set<[UInt8]>]) {
        let isNear = columns.contains { column, wanted in
            guard let found = value(column) else { return false }
            let plain = Self.plain(found)
            return !plain.isEmpty && wanted.contains { Self.plain($0) == plain }
        }
        if isNear { return state.withLock { $0.spelledOtherwise += 1 } }
        let wanted = columns.values.reduce(into: Set()) { $0.formUnion($1) }
        let isNamed = texts.contains { text in
            guard columns[text] == nil, let found = value(text) else { return false }
            return wanted.contains { found.contains($0) }
        }
        if isNamed { state.withLock { $0.named += 1 } }
    }

    /// A value without what people spell differently.
    static func plain(_ value: [UInt8]) -> [UInt8] {
        var plain = Array(String(decoding: value, as: UTF8.self).lowercased().utf8.filter { $0 > 0x20 })
        for prefix in [Array("+57".utf8), Array("0057".utf8)] where plain.starts(with: prefix) {
            plain.removeFirst(prefix.count)
        }
        return Array(plain.drop { $0 == UInt8(ascii: "0") })
    }
}
