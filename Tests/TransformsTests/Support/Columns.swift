import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// A report with columns of every type, for transforms that care.
enum Columns {
    static let input = Schema(
        fields: [
            Field("id", origin: "id"), Field("date", form: .timestamp, origin: "date"),
            Field("day", form: .day, origin: "day"), Field("cost", form: .cost, origin: "cost"),
            Field("count", form: .count, origin: "count"), Field("note", form: .freeText, origin: "note"),
            Field("_extra", .json),
        ], eventTime: "date")

    static let rows = [
        #"{"id":"1","date":"2026-10-01 08:00:00","day":"2026-10-01","cost":"12.50","count":"3","note":"a - b - c"}"#,
        #"{"id":"2","date":"2026-10-01 09:30:00","day":"2026-09-30","cost":"-0.5","count":"0","note":"\"q\" ñ","new":1}"#,
        #"{"id":"3","date":"2026-10-02 00:00:00","day":null,"cost":"","count":"17","note":""}"#,
        #"{"id":"4","date":"noon","day":"2026-10-01","cost":"1","count":"1","note":"  blanks "}"#,
        #"{"id":"","date":"2026-10-01 23:59:59","day":"2026-10-01","cost":"1,234","count":"1","note":"-"}"#,
        #"{"id":"\u0041","date":"2026-10-01 10:00:00","day":"2026-10-01","cost":"7","count":"2","note":"tab\tend"}"#,
    ]

    /// What becomes of rows that are typed first.
    static func run(
        _ transformers: [any Transformer], rows: [String] = rows, onInvalid: InvalidPolicy = .quarantine
    ) throws -> RecordBatch {
        try Typing.run(Typed(transformers), rows: rows, schema: input, onInvalid: onInvalid)
    }

    static func schema(_ transformers: [any Transformer]) throws -> Schema {
        try Typed(transformers).bind(to: input).output
    }

    static func refusal(_ transformers: any Transformer...) -> ETLError? {
        do {
            _ = try schema(transformers)
            return nil
        } catch {
            return error as? ETLError
        }
    }

    /// Runs the rules of transformers on one that works on typed rows.
    static func conform(_ transformers: any Transformer..., replacesNull: Set<String> = []) throws {
        let suite = TransformerConformance(
            Typed(transformers), schema: input, rows: rows, replacesNull: replacesNull)
        #expect(try suite.findings() == [])
    }
}

/// Standard typing with others behind it.
struct Typed: Transformer {
    private let transformers: [any Transformer]

    var identity: StageIdentity { transformers.reduce(into: StageIdentity("typed")) { $0.add($1.identity) } }

    init(_ transformers: [any Transformer]) { self.transformers = transformers }

    func bind(to schema: Schema) throws -> any BoundTransformer {
        Bound(chain: try TransformChain([StandardTyping(zone: Typing.bogota)] + transformers, input: schema))
    }

    private struct Bound: BoundTransformer {
        var chain: TransformChain
        var output: Schema { chain.output }
        var redactions: [Redaction] { chain.redactions }

        mutating func apply(to batch: inout RecordBatch) throws { try chain.apply(to: &batch) }
    }
}
