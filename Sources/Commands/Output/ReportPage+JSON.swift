import ETL
import Wolkvox

extension ReportPage: VerbResult {
    private struct Document: Encodable {
        struct Column: Encodable {
            var name: String
            var type: String
            var form: String?
            var origin: String?
            var summary: String
        }

        struct Parameter: Encodable {
            var name: String
            var required: Bool
            var acceptsAll: Bool
            var values: [String]
            var `default`: String?
            var summary: String
        }

        var formatVersion = 1
        var name: String
        var title: String
        var titleEs: String
        var grain: String
        var parameters: [Parameter]
        var columns: [Column]
        var facts: [String: String]
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws {
        let document = Document(
            name: report.name, title: report.title.en, titleEs: report.title.es, grain: report.grain.word.rawValue,
            parameters: report.parameters.map {
                .init(
                    name: $0.name, required: $0.isRequired, acceptsAll: $0.acceptsAll, values: $0.values,
                    default: $0.defaultValue, summary: $0.summary)
            },
            columns: schema.fields.map {
                .init(
                    name: $0.name, type: $0.type.rawValue, form: $0.origin == nil ? nil : $0.form.rawValue,
                    origin: $0.origin, summary: $0.summary)
            },
            facts: report.facts.mapValues(\.rawValue))
        try body(JSONOutput.text(document) + "\n")
    }
}
