public import ETL

/// Brings the spellings of one value together: `NOANSWER`, `NO-ANSWER` and `no answer` are one.
///
/// Two spellings are the same if their letters and digits are, whatever their case. What the vocabulary lacks passes
/// unchanged and is told of as a new word (``RecordBatch/newWords``).
public struct Canonical: Transformer {
    private let fields: [String]
    private let words: CanonicalWords
    private let placement: Placement

    /// Where the canonical value goes.
    public enum Placement: Sendable, Equatable {
        /// Into a new column behind; nil puts `_canonical` behind the column's name.
        case beside(String?)
        /// In the place of the value as it came.
        case instead
    }

    /// Reads columns of text.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - words: the values with their spellings.
    ///   - placement: where the canonical value goes.
    public init(fields: [String], words: CanonicalWords, placement: Placement = .beside(nil)) {
        self.fields = fields
        self.words = words
        self.placement = placement
    }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let rule = CanonicalRule(try words.bySpelling())
        switch placement {
        case .instead: return try RewrittenColumns(fields, of: schema, for: "canonical", rule)
        case .beside(let name):
            return try AddedColumns(fields, of: schema, for: "canonical", rule) { field in
                Field(name ?? "\(field.name)_canonical", summary: "One spelling for each value of \(field.name).")
            }
        }
    }
}
