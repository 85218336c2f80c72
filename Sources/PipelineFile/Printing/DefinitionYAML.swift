package import ETL

/// Writes a definition as an element of `definitions:`, which reads back as the same definition.
package struct DefinitionYAML {
    let definition: ReportDefinition
    /// What is to be said about a key or a field, as a comment behind it.
    let notes: [Subject: String]

    package enum Subject: Hashable {
        case key(String)
        case field(String)
    }

    package init(_ definition: ReportDefinition, notes: [Subject: String] = [:]) {
        self.definition = definition
        self.notes = notes
    }

    /// The element's lines, the first with the dash of the list.
    package var text: String {
        var lines = ["name: \(YAMLScalar.text(definition.name))"]
        lines.append(title)
        lines.append(noted("grain: \(definition.grain.word.rawValue)", .key("grain")))
        if case .bucket(let seconds) = definition.grain { lines.append("bucket_seconds: \(seconds)") }
        if let time = definition.eventTime {
            lines.append(noted("event_time: \(YAMLScalar.text(time))", .key("event_time")))
        }
        if definition.rowDay != .own { lines.append(noted("row_day: \(definition.rowDay.rawValue)", .key("row_day"))) }
        if let days = definition.daysPerCall { lines.append("days_per_call: \(days)") }
        lines += facts + parameters
        if let flatten { lines.append(noted(flatten, .key("flatten"))) }
        lines.append("fields:")
        lines += definition.fields.map { noted("  - \(field($0))", .field($0.name)) }
        if definition.answerOrder != definition.fields.map(\.name) {
            lines.append("answer_order: [\(definition.answerOrder.map(YAMLScalar.text).joined(separator: ", "))]")
        }
        return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
    }

    private var title: String {
        let (en, es) = (YAMLScalar.text(definition.title.en), YAMLScalar.text(definition.title.es))
        return "title: " + (en == es ? en : "{ en: \(en), es: \(es) }")
    }

    private var flatten: String? {
        switch definition.flatten {
        case .list(let key, let prefix):
            let pairs =
                ["list: \(YAMLScalar.text(key))"] + (prefix.isEmpty ? [] : ["prefix: \(YAMLScalar.text(prefix))"])
            return "flatten: { \(pairs.joined(separator: ", ")) }"
        case .object(let column): return "flatten: { object: \(YAMLScalar.text(column)) }"
        case nil: return nil
        }
    }

    private var facts: [String] {
        guard !definition.facts.isEmpty else { return [] }
        let entries = definition.facts.sorted { $0.key < $1.key }
        return ["facts: { \(entries.map { "\(YAMLScalar.text($0)): \($1.rawValue)" }.joined(separator: ", ")) }"]
    }

    private var parameters: [String] {
        guard !definition.parameters.isEmpty else { return [] }
        return ["parameters:"]
            + definition.parameters.map { parameter in
                var pairs = ["name: \(YAMLScalar.text(parameter.name))"]
                if parameter.isRequired { pairs.append("required: true") }
                if parameter.acceptsAll { pairs.append("accepts_all: true") }
                if !parameter.values.isEmpty {
                    pairs.append("values: [\(parameter.values.map(YAMLScalar.text).joined(separator: ", "))]")
                }
                if let value = parameter.defaultValue { pairs.append("default: \(YAMLScalar.text(value))") }
                if !parameter.summary.isEmpty { pairs.append("summary: \(YAMLScalar.text(parameter.summary))") }
                return "  - { \(pairs.joined(separator: ", ")) }"
            }
    }

    private func field(_ column: FieldDefinition) -> String {
        var pairs = ["name: \(YAMLScalar.text(column.name))"]
        if column.form != .text { pairs.append("form: \(column.form.rawValue)") }
        if !column.summary.isEmpty { pairs.append("summary: \(YAMLScalar.text(column.summary))") }
        return "{ \(pairs.joined(separator: ", ")) }"
    }

    private func noted(_ line: String, _ subject: Subject) -> String {
        notes[subject].map { "\(line)  # \($0)" } ?? line
    }
}
