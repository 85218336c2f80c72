import ByteScan
import ETL
import Transforms
import WolkvoxETLTesting

/// Runs a transformer on rows that have one field, called `value`, or a schema of the test's own.
enum Typing {
    static let bogota = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)

    static func schema(_ forms: [(String, ValueForm)], eventTime: String? = nil) -> Schema {
        Schema(fields: forms.map { Field($0.0, form: $0.1, origin: $0.0) }, eventTime: eventTime)
    }

    static func schema(_ form: ValueForm) -> Schema { schema([("value", form)]) }

    /// What becomes of values that are given as JSON, each in a row of its own.
    static func run(
        _ transformer: any Transformer, _ values: [String], form: ValueForm = .text,
        onInvalid: InvalidPolicy = .quarantine
    ) throws -> RecordBatch {
        try run(transformer, rows: values.map { #"{"value":\#($0)}"# }, schema: schema(form), onInvalid: onInvalid)
    }

    static func run(
        _ transformer: any Transformer, rows: [String], schema: Schema, onInvalid: InvalidPolicy = .quarantine
    ) throws -> RecordBatch {
        var batch = try RecordBatch.scanning(
            json: "[\(rows.joined(separator: ","))]", schema: schema, onInvalid: onInvalid)
        var bound = try transformer.bind(to: schema)
        try bound.apply(to: &batch)
        return batch
    }

    /// The standard typing's result for one value in quotes: its text, `null`, or `!reason`.
    static func standard(_ text: String, _ form: ValueForm, _ separator: DecimalSeparator? = nil) throws -> String {
        try standard(json: "\"\(text)\"", form, separator)
    }

    /// The same for a value as JSON.
    static func standard(
        json: String, _ form: ValueForm, _ separator: DecimalSeparator? = nil
    ) throws -> String {
        let batch = try run(StandardTyping(zone: bogota, decimalSeparator: separator), [json], form: form)
        if let rejection = batch.rejections.first { return "!\(rejection.reason.rawValue)" }
        return batch.text(0, 0) ?? "null"
    }
}
