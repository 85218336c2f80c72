public import ETL
import Settings
public import Transforms

/// A JSON Schema of the pipeline file, made from the same shapes as the checks, for editors and for other validators.
///
/// It says what a schema can say: which keys there are, which must be there, and what single values look like. What depends
/// on other parts of the file (fields of reports, days in order) is for `validate` alone.
public struct PipelineSchema {
    /// A report that completion offers.
    public struct Report {
        /// Its name.
        public var name: String
        /// What people call it.
        public var title: String

        /// A report.
        public init(name: String, title: String) {
            self.name = name
            self.title = title
        }
    }

    private let reports: [Report]
    private let stages: StageShapes

    /// A schema that knows these reports, stages and lists of values.
    public init(reports: [Report], forms: StageForms = StageForms(), lists: [ListedValues] = []) {
        self.reports = reports
        stages = StageShapes(forms, lists: lists)
    }

    /// The schema, with a line break at its end.
    public var text: String { tree.text() + "\n" }

    private var tree: JSONTree {
        let head: JSONTree = [
            "$schema": "http://json-schema.org/draft-07/schema#", "title": "A pipeline file of wolkvox-etl",
            "description": "Which reports are extracted from where, how they are changed, and where they go.",
        ]
        return mapping(PipelineKeys.shape, onto: head)
            .adding("if", ["not": ["required": ["definitions"]]])
            .adding("then", ["properties": ["reports": ["items": ["$ref": "#/definitions/known_report"]]]])
            .adding("definitions", definitions)
    }

    private var definitions: JSONTree {
        let known: [JSONTree] = [["$ref": "#/definitions/catalogue"], ["$ref": "#/definitions/placeholder"]]
        let mapping: JSONTree = ["type": "object", "properties": ["report": ["anyOf": .array(known)]]]
        let own: JSONTree = [
            "placeholder": [
                "description": "${NAME}, ${NAME:-default} or ${NAME:?message}: the value of a variable.",
                "type": "string", "pattern": "\\$\\{",
            ],
            "catalogue": catalogue,
            "report_name": ["anyOf": [["$ref": "#/definitions/catalogue"], KeyKind.reportName.jsonSchema]],
            "known_report": ["anyOf": .array(known + [mapping])],
        ]
        var seen: Set<String> = []
        return own.adding(
            shapes(under: PipelineKeys.shape).filter { seen.insert($0.slug).inserted }
                .map { .init(key: $0.slug, value: self.mapping($0, onto: [:])) })
    }

    /// One by one, so that an editor shows what each is.
    private var catalogue: JSONTree {
        [
            "anyOf": .array(
                reports.map { ["const": .string($0.name), "description": .string($0.title)] })
        ]
    }

    private func shapes(under shape: MappingShape) -> [MappingShape] {
        shape.keys.flatMap { key in key.kind.shapes(among: stages).flatMap { [$0] + shapes(under: $0) } }
    }

    private func mapping(_ shape: MappingShape, onto head: JSONTree) -> JSONTree {
        let keys = shape.keys
        let required = keys.filter { $0.presence == .required }.map { JSONTree.string($0.name) }
        var tree = head.adding("type", "object").adding(
            "properties", .object(keys.map { .init(key: $0.name, value: property($0)) }))
        if !required.isEmpty { tree = tree.adding("required", .array(required)) }
        let choices = shape.exactlyOneOf.map { names -> JSONTree in
            ["oneOf": .array(names.map { ["required": [.string($0)]] })]
        }
        if !choices.isEmpty { tree = tree.adding("allOf", .array(choices)) }
        return tree.adding("additionalProperties", false)
    }

    private func property(_ key: KeyShape) -> JSONTree {
        var tree: JSONTree = ["description": .string(key.summary)]
        switch key.kind {
        // What stands beside a reference is ignored by the letter of the draft.
        case .mapping, .transform, .expectation, .valueList, .report: tree = tree.adding("allOf", [key.kind.jsonSchema])
        default:
            if case .object(let members) = key.kind.jsonSchema { tree = tree.adding(members) }
        }
        if case .defaulted(let text) = key.presence { tree = tree.adding("default", ExampleValue.tree(of: text)) }
        return tree.adding("examples", [ExampleValue.tree(of: key.example)])
    }
}
