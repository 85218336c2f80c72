import ByteScan
import ETL
import Transforms

/// How the values of a field are written: each distinct form, and how many values the program can read.
struct WrittenValues {
    /// What the values are.
    enum Kind: String {
        case cost, channel, result

        /// What a field holds; nil for a field whose writing is not of interest.
        init?(_ field: FieldDefinition) {
            if field.form == .cost {
                self = .cost
            } else if field.form == .connectorChannel || field.form == .chatChannel || field.name == "channel" {
                self = .channel
            } else if field.name == "result" || field.name.hasSuffix("_result") {
                self = .result
            } else {
                return nil
            }
        }
    }

    let kind: Kind
    let form: ValueForm
    /// The distinct values: they stay in this process.
    private var values: Set<String> = []
    private var forms: [String: Int] = [:]

    /// The most values, and the most forms, that are told apart.
    private static let most = 2000
    /// The most forms that are shown.
    private static let mostShown = 20

    init(_ kind: Kind, _ form: ValueForm) {
        self.kind = kind
        self.form = form
    }

    /// Takes note of a value; blanks and a dash say nothing.
    mutating func see(_ value: String) {
        let text = value.trimmingPrefix(while: { $0 == " " })
        guard !text.isEmpty, text != "-", values.count < Self.most, values.insert(value).inserted else { return }
        forms[MaskedForm.of(value), default: 0] += 1
    }

    /// Adds what another answer shows of the same field.
    mutating func add(_ other: WrittenValues) { for value in other.values { see(value) } }

    /// Distinct values.
    var count: Int { values.count }

    /// The forms, those first that most values have.
    var shownForms: [String] {
        forms.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostShown).map(\.key)
    }

    /// Distinct values that are costs and cannot be read.
    func unreadable(_ separator: DecimalSeparator?) throws -> Int {
        try read(ParseCosts(fields: ["value"], separator: separator)) { batch, row in batch.isRejected(row) }
    }

    /// Distinct values that are channels of a kind that the program knows.
    func known() throws -> Int {
        let reader: any Transformer =
            form == .connectorChannel
            ? ParseConnectorChannel(fields: ["value"]) : ParseChatChannel(fields: ["value"])
        return try read(reader) { batch, row in
            batch.schema.index(of: "value_kind").flatMap { batch.text($0, row) } != "other"
        }
    }

    private func read(_ transformer: any Transformer, _ counts: (RecordBatch, Int) -> Bool) throws -> Int {
        let schema = Schema(fields: [Field("value", form: form, origin: "value")])
        var batch = RecordBatch(schema: schema, rowCapacity: max(1, values.count))
        for value in values { batch.append([value]) }
        var reader = try transformer.bind(to: schema)
        try reader.apply(to: &batch)
        return (0..<batch.count).count { counts(batch, $0) }
    }
}
