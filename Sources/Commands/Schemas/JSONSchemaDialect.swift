import ETL

/// A JSON Schema of one NDJSON line.
struct JSONSchemaDialect: Dialect {
    let name = "jsonschema"

    func definition(of table: LakeTable) throws -> VerbOutput? {
        .json(try JSONOutput.text(RowSchema(of: table), keepingNames: true))
    }
}

/// A JSON Schema of one NDJSON line.
struct RowSchema: Encodable {
    struct Property: Encodable {
        var type: [String]
        var format: String?
        var description: String?
    }

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case title, description, type, required, additionalProperties, properties
    }

    private let schema = "https://json-schema.org/draft/2020-12/schema"
    private let title: String
    private let description: String
    private let type = "object"
    private let required: [String]
    private let additionalProperties = false
    private let properties: [String: Property]

    /// The schema of a table's lines.
    init(of table: LakeTable) {
        title = table.name
        description = table.title
        required = table.schema.names
        properties = table.schema.fields.reduce(into: [:]) { $0[$1.name] = Property($1) }
    }
}

extension RowSchema.Property {
    fileprivate init(_ field: Field) {
        let (types, format): ([String], String?) =
            switch field.type {
            case .text: (["string"], nil)
            case .integer: (["integer"], nil)
            case .decimal: (["number"], nil)
            case .timestamp: (["string"], "date-time")
            case .day: (["string"], "date")
            case .json where field.name == Schema.extraName: (["object"], nil)
            case .json: (["object", "array", "string", "number", "boolean"], nil)
            }
        self.init(type: types + ["null"], format: format, description: field.summary.isEmpty ? nil : field.summary)
    }
}
