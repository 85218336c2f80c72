import ETL

/// A JSON Schema of one NDJSON line.
struct JSONSchemaDialect: Dialect {
    let name = "jsonschema"

    func definition(of table: LakeTable) throws -> VerbOutput? {
        .json(
            try JSONOutput.text(
                RowSchema(name: table.name, title: table.title, schema: table.schema), keepingNames: true))
    }
}

/// A JSON Schema of one NDJSON line.
struct RowSchema: Encodable {
    struct Property: Encodable {
        var type: [String]
        var format: String?
        var description: String?
    }

    /// Encoded with names of its own: JSON Schema's keys start with a dollar and are no snake case.
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let name: String
    let title: String
    let schema: Schema

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("https://json-schema.org/draft/2020-12/schema", forKey: Key("$schema"))
        try container.encode(name, forKey: Key("title"))
        try container.encode(title, forKey: Key("description"))
        try container.encode("object", forKey: Key("type"))
        try container.encode(schema.names, forKey: Key("required"))
        try container.encode(false, forKey: Key("additionalProperties"))
        var properties = container.nestedContainer(keyedBy: Key.self, forKey: Key("properties"))
        for field in schema.fields { try properties.encode(property(field), forKey: Key(field.name)) }
    }

    private func property(_ field: Field) -> Property {
        let types: [String]
        var format: String?
        switch field.type {
        case .text: types = ["string"]
        case .integer: types = ["integer"]
        case .decimal: types = ["number"]
        case .timestamp:
            types = ["string"]
            format = "date-time"
        case .day:
            types = ["string"]
            format = "date"
        case .json where field.name == Schema.extraName: types = ["object"]
        case .json: types = ["object", "array", "string", "number", "boolean"]
        }
        let description = field.summary.isEmpty ? nil : field.summary
        return Property(type: types + ["null"], format: format, description: description)
    }
}
