import ETL

/// A view over a table function for ClickHouse, `clickhouse local` and chDB.
struct ClickHouseDialect: Dialect {
    let name = "clickhouse"

    func definition(of table: LakeTable) -> VerbOutput? {
        let format: String
        let settings: [String]
        switch table.form {
        case .jsonLines: (format, settings) = ("JSONEachRow", Self.jsonSettings)
        case .csv: (format, settings) = ("CSVWithNames", Self.csvSettings)
        case nil: return nil
        }
        let columns = table.schema.names.map { "  \(identifier($0))" }
        let structure = table.schema.fields.map { "\(identifier($0.name)) Nullable(\(type($0.type)))" }
        return .statement(
            """
            CREATE OR REPLACE VIEW \(identifier(table.name)) AS
            SELECT
            \((columns + partitions(table)).joined(separator: ",\n"))
            FROM \(table.scheme == nil ? "file" : "s3")(
              \(literal(table.pattern)),
              '\(format)',
              \(literal(structure.joined(separator: ", "))),
              'gzip'
            )
            SETTINGS
              \(settings.joined(separator: ",\n  "));
            """)
    }

    /// A source named by digits stays text, whatever the version makes of names of folders.
    private func partitions(_ table: LakeTable) -> [String] {
        [
            "  \(literal(table.name)) AS `report`",
            #"  extract(_path, '/source=([^/]+)/day=[^/]+/[^/]+$') AS `source`"#,
            #"  toDate32(extract(_path, '/day=([^/]+)/[^/]+$')) AS `day`"#,
        ]
    }

    /// A column that a file lacks is null, one that the table lacks is passed over, objects are kept as text, and times have
    /// an offset.
    private static let jsonSettings = [
        "date_time_input_format = 'best_effort'", "input_format_skip_unknown_fields = 1",
        "input_format_json_read_objects_as_strings = 1",
        "input_format_json_read_arrays_as_strings = 1", "input_format_json_read_numbers_as_strings = 1",
        "input_format_json_read_bools_as_strings = 1",
    ]

    /// Blanks are part of a value, columns are found by the header, and nothing between two commas is null.
    private static let csvSettings = [
        "date_time_input_format = 'best_effort'",
        "input_format_with_names_use_header = 1", "input_format_skip_unknown_fields = 1",
        "input_format_csv_trim_whitespaces = 0", "input_format_csv_empty_as_default = 1",
        "format_csv_delimiter = ','", "format_csv_allow_single_quotes = 0", "format_csv_allow_double_quotes = 1",
        "format_csv_null_representation = ''",
    ]

    private func type(_ type: FieldType) -> String {
        switch type {
        case .text, .json: "String"
        case .integer: "Int64"
        case .decimal: "Decimal(38, 10)"
        case .timestamp: "DateTime64(0, 'UTC')"
        case .day: "Date32"
        }
    }

    private func identifier(_ text: String) -> String { SQLText.escaping("`", in: text) }

    private func literal(_ text: String) -> String { SQLText.escaping("'", in: text) }
}
