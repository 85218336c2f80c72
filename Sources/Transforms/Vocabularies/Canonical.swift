internal import ByteScan
public import ETL
internal import Settings

/// Brings the spellings of one value together: `NOANSWER`, `NO-ANSWER` and `no answer` are one.
///
/// Two spellings are the same if their letters and digits are, whatever their case. What the vocabulary lacks passes
/// unchanged and is told of as a new word (``RecordBatch/newWords``).
public struct Canonical: Transformer {
    /// The columns that it works on.
    public var fields: [String]
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

    /// The columns, their vocabulary and where the canonical value goes.
    public var identity: StageIdentity {
        var identity = StageIdentity("canonical", [newFields.first ?? "", "\(placement == .instead)"] + fields)
        words.add(to: &identity)
        return identity
    }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let rule = CanonicalRule(try words.bySpelling())
        switch placement {
        case .instead:
            return RewrittenColumns(try schema.places(of: fields, for: "canonical"), rule: rule, output: schema)
        case .beside(let name):
            return try AddedColumns(fields, of: schema, for: "canonical", rule) { field in
                (name ?? "\(field.name)_canonical", "One spelling for each value of \(field.name).")
            }
        }
    }
}

extension Canonical: ColumnwiseTransformer {
    private static let values = KeyShape(
        "values",
        .either(.choice(CanonicalWords.Vocabulary.allCases.map(\.rawValue)), .openMapping(.oneOrMore(.text))),
        presence: .required, summary: "A vocabulary of the program's, or each value with its spellings.",
        example: "results")
    private static let vocabulary = Setting<CanonicalWords.Vocabulary>.choice(
        "values", presence: .required, summary: values.summary, example: "results")
    private static let into = Setting.column(
        "into", summary: "The new column; <field>_canonical unless said otherwise.", example: "outcome")
    private static let replace = Setting.flag(
        "replace", presence: .defaulted("false"), summary: "Whether the value as it came gives way.", example: "true")

    package static let form = TransformForm(
        "canonical", summary: "Brings the spellings of one value together.",
        example: "{ fields: [result], values: results }", keys: [.fields, values, into.shape, replace.shape]
    ) { reader in
        let fields = reader.fields()
        let words = readWords(reader)
        let name = reader.newColumn(into, from: fields)
        let replaces = reader.value(replace)
        guard let fields, let words, let name, let replaces else { return nil }
        if replaces, let node = reader.node(into.shape) {
            reader.context.error(
                "into: with `replace: true` there is no new column; leave one of them out", at: node.place)
            return nil
        }
        return Canonical(fields: fields, words: words, placement: replaces ? .instead : .beside(name.value))
    }

    private static func readWords(_ reader: MappingReader) -> CanonicalWords? {
        guard let node = reader.node(values), case .mapping = node.content else {
            return reader.value(vocabulary)?.words
        }
        let spelling = Setting.text("values", summary: values.summary, example: "[NO ANSWER, NOANSWER]")
        return reader.entries(values) { _, entry in reader.oneOrMore(entry.value, of: spelling) }
            .map { entries in CanonicalWords(entries.map { ($0.name, $0.value) }) }
    }

    /// The columns that it makes.
    public var newFields: [String] { if case .beside(let name?) = placement { [name] } else { [] } }
}

/// Looks texts up in a vocabulary.
struct CanonicalRule: TextRule {
    private let words: [[UInt8]: [UInt8]]
    private var folded: [UInt8] = []
    private var raw: [UInt8] = []
    private var unknown: [[UInt8]: Int] = [:]

    /// A column of free text has no vocabulary, and shall not fill the memory.
    private static let mostUnknown = 100

    init(_ words: [[UInt8]: [UInt8]]) { self.words = words }

    mutating func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite {
        folded.removeAll(keepingCapacity: true)
        CanonicalWords.fold(bytes, range, into: &folded)
        if let word = words[folded] {
            output.append(contentsOf: word)
            return .written
        }
        raw.removeAll(keepingCapacity: true)
        for at in range { raw.append(bytes[at]) }
        if unknown[raw] != nil || unknown.count < Self.mostUnknown { unknown[raw, default: 0] += 1 }
        return .stays
    }

    mutating func finish(_ batch: inout RecordBatch, field: Field) {
        for (text, count) in unknown.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let word = String(decoding: text, as: UTF8.self)
            batch.note(NewWord(field: field.sourceKey ?? field.name, text: word, count: count))
        }
        unknown.removeAll(keepingCapacity: true)
    }
}
