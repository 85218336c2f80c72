internal import ByteScan
internal import Crypto
public import ETL

/// The key under which values of forgotten people are listed.
public struct ForgetKey: Sendable {
    /// The fewest bytes that a key has; a shorter one can be found by trying.
    public static let shortest = Hash.shortestKey

    private let key: SymmetricKey

    /// A key; nil if it is too short.
    public init?(_ text: String) {
        guard text.utf8.count >= Self.shortest else { return nil }
        key = SymmetricKey(data: Array(text.utf8))
    }

    /// A word that tells two keys apart and says nothing of either.
    public var fingerprint: String { token(of: Array("fingerprint".utf8), in: "").prefix(16).description }

    /// What the list has for a value of a field: HMAC-SHA-256, in lower-case hexadecimal.
    public func token(of value: [UInt8], in field: String) -> String {
        Self.token(of: value[...], after: beginning(in: field))
    }

    /// The code of a field, to which a value is still to be added.
    fileprivate func beginning(in field: String) -> HMAC<SHA256> {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(field.utf8))
        code.update(data: [0])
        return code
    }

    fileprivate static func token(of value: ArraySlice<UInt8>, after beginning: HMAC<SHA256>) -> String {
        var code = beginning
        code.update(data: value)
        return code.finalize().hexadecimal
    }
}

/// Leaves out the rows of people who asked to be forgotten, before anything else is done with them.
///
/// The fields are looked at as the source sends them, without blanks at both ends; a row that is not a proper object is
/// left out if any text in it is a listed value.
public struct LeaveOutForgotten: Transformer {
    private let revision: String
    /// By fields: the listed tokens, and the code that a value is added to.
    private let values: [String: (tokens: Set<String>, beginning: HMAC<SHA256>)]

    /// A transformer for a list.
    ///
    /// - Throws: ``ETLError`` if the list was made with another key.
    public init(_ list: ForgottenList, key: ForgetKey) throws {
        guard list.keyFingerprint == key.fingerprint else {
            throw ETLError(
                .configuration, scope: .run, "The list of forgotten people was made with another key",
                advice: "Use the key that it was made with: without it, their rows would come back")
        }
        revision = list.revision
        values = Dictionary(
            uniqueKeysWithValues: list.values.map { ($0, (tokens: $1, beginning: key.beginning(in: $0))) })
    }

    /// The list as it is now.
    public var identity: StageIdentity { StageIdentity("forgotten", revision) }

    /// Binds to the fields of the list that there are.
    public func bind(to schema: Schema) -> any BoundTransformer {
        let columns = schema.fields.indices.compactMap { place in
            schema.fields[place].origin.flatMap { values[$0] == nil ? nil : (field: $0, place: place) }
        }
        return Bound(output: schema, list: self, columns: columns)
    }

    /// Whether a value of a field, in UTF-8, is listed.
    package func contains(_ value: [UInt8], in field: String) -> Bool {
        guard let listed = values[field] else { return false }
        let bounds = Blanks.trim(value.span, value.indices)
        return !bounds.isEmpty && listed.tokens.contains(ForgetKey.token(of: value[bounds], after: listed.beginning))
    }

    private struct Bound: BoundTransformer {
        let output: Schema
        let list: LeaveOutForgotten
        let columns: [(field: String, place: Int)]

        mutating func apply(to batch: inout RecordBatch) {
            for column in columns {
                for row in 0..<batch.count where isListed(batch[column.place, row], of: batch, in: column.field) {
                    batch.forget(row)
                }
            }
            for extra in batch.rows.extras {
                let name = batch.text(of: extra.key) ?? ""
                if list.values[name] != nil, isListed(extra.value, of: batch, in: name) { batch.forget(extra.row) }
            }
            for rejection in batch.rejections where rejection.isOfWholeRow && isNamed(in: rejection.row, of: batch) {
                batch.forget(rejection.row)
            }
        }

        private func isListed(_ cell: Cell, of batch: borrowing RecordBatch, in field: String) -> Bool {
            !cell.isNull && list.contains(batch.decoded(cell), in: field)
        }

        /// Whether any text of a row is listed, under whatever key.
        private func isNamed(in row: Int, of batch: borrowing RecordBatch) -> Bool {
            guard row < batch.rows.spans.count else { return false }
            return RawTexts.all(in: Array(batch.bytes[batch.rows.spans[row]])).contains { text in
                list.values.keys.contains { list.contains(text, in: $0) }
            }
        }
    }
}
