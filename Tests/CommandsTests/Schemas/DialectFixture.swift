import ETL
import FlatFiles
import Testing

@testable import Commands

extension LakeTable {
    /// A column of each type.
    static func plain(_ name: String = "cdr_1", _ format: RowFormat = .ndjson, in directory: String) -> LakeTable {
        let schema = Schema(fields: [
            Field("date", .timestamp), Field("cost", .decimal), Field("count", .integer), Field("day_of_call", .day),
            Field("name", .text), Field("_extra", .json),
        ])
        return LakeTable(name: name, schema: schema, format: format, directory: directory)
    }

    static func plain(_ format: RowFormat, in directory: String) -> LakeTable {
        .plain("cdr_1", format, in: directory)
    }

    /// Names that a report or a pipeline file may give to columns, and that break a statement unless they are quoted.
    static let hostileNames = [
        "select", "a \"b\"", "it's", "back`tick", "back\\slash", "👩‍👩‍👧 plan", "a,b;c--d", "ASA", "agent_anwers ", "${x}",
        "yes/no", "a $$ b", "*/", "[a](b)",
    ]

    static func hostile(_ format: RowFormat = .ndjson, in directory: String = "o'lake\\${x}\"") -> LakeTable {
        let fields = hostileNames.map { Field($0) } + [Field("when'", .timestamp), Field("`cost\"", .decimal)]
        return LakeTable(name: "cdr_1", schema: Schema(fields: fields), format: format, directory: directory)
    }
}

extension Dialect {
    /// What is printed of a table.
    func statement(of table: LakeTable) throws -> String {
        switch try definition(of: table) {
        case .statement(let text), .json(let text): return text
        default: throw Unexpected()
        }
    }
}

private struct Unexpected: Error {}
