import ETL
import FlatFiles
import PipelineFile
import Transforms
import Wolkvox

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

    let report: ReportDefinition
    let schema: Schema

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("https://json-schema.org/draft/2020-12/schema", forKey: Key("$schema"))
        try container.encode(report.name, forKey: Key("title"))
        try container.encode(report.title.en, forKey: Key("description"))
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

/// What a report's files look like and where they are, with or without a pipeline file that says so.
struct WrittenShape {
    let report: ReportDefinition
    /// The columns behind all transforms.
    let columns: Schema
    /// The pipeline's own format; nil without a pipeline file.
    private(set) var format: RowFormat?
    /// The folder that the pipeline writes to; nil without a pipeline file.
    private(set) var directory: String?

    /// The files of a report of the catalogue that no transform changes.
    init(_ name: String) throws {
        report = try Catalogue.vendor.known(name)
        columns = try report.typedColumns()
    }

    /// The files that a pipeline writes of a report.
    ///
    /// - Throws: ``Failure`` for a report that neither the catalogue nor the file has, and ``ETLError`` for a transform that
    ///   doesn't suit its columns.
    init(_ name: String, of spec: PipelineSpec) throws {
        report = try Catalogue(adding: spec.definitions).known(name, pipeline: "FILE")
        var transforms = ReportTransforms(
            try report.typedColumns(unknownFields: spec.quality.unknownFields))
        let own = spec.reports.first { $0.name == name }?.transforms ?? []
        try transforms.add(own: own, shared: spec.transforms)
        columns = transforms.schema
        format = spec.load(of: name).form.format
        directory = spec.load.directory
    }
}
