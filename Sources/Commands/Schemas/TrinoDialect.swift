import ETL

/// A table of the Hive connector, whose columns are all text, and a view that gives them their types, for Trino.
struct TrinoDialect: Dialect {
    let name = "trino"

    func definition(of table: LakeTable) -> VerbOutput? {
        let format: [String]
        switch table.form {
        case .jsonLines: format = ["format = 'OPENX_JSON'"]
        case .csv:
            format = [
                "format = 'CSV'", "csv_separator = ','", "csv_quote = '\"'", #"csv_escape = U&'\0001'"#,
                "skip_header_line_count = 1",
            ]
        case nil: return nil
        }
        let files = identifier(HiveFiles.name(of: table))
        let columns = (table.schema.fields.map(\.name) + HiveFiles.partitionKeys).map { "  \(identifier($0)) varchar" }
        let settings =
            format + [
                "external_location = \(literal(table.folder))",
                "partitioned_by = ARRAY[\(HiveFiles.partitionKeys.map(literal).joined(separator: ", "))]",
            ]
        return .statement(
            """
            CREATE TABLE \(files) (
            \(columns.joined(separator: ",\n"))
            )
            WITH (
              \(settings.joined(separator: ",\n  "))
            );

            CREATE OR REPLACE VIEW \(identifier(table.name)) AS
            SELECT
            \(HiveFiles.columns(of: table, literal: literal, typed: typed).joined(separator: ",\n"))
            FROM \(files);
            """)
    }

    func remarks(on table: LakeTable) -> [String] {
        let name = HiveFiles.name(of: table)
        return [
            "Trino does not look for partitions: after each run, CALL system.sync_partition_metadata("
                + "schema_name => current schema, table_name => '\(name)', mode => 'FULL')"
        ] + HiveFiles.remarks(on: table)
    }

    /// A column of text as what it holds. A JSON text has lost its quotes on the way, so that not all JSON could be parsed.
    private func typed(_ text: String, _ type: FieldType) -> String {
        switch type {
        case .text, .json: text
        case .integer: "CAST(\(text) AS bigint)"
        case .decimal: "CAST(\(text) AS \(LakeTable.decimalType.lowercased()))"
        case .timestamp: "from_iso8601_timestamp(\(text))"
        case .day: "CAST(\(text) AS date)"
        }
    }

    private func identifier(_ text: String) -> String { SQLText.doubling("\"", in: text) }

    private func literal(_ text: String) -> String { SQLText.doubling("'", in: text) }
}

/// A table over a report's files whose columns are all text, and the view over it: what Hive's readers make of numbers and
/// times is not exact, and of JSON it is nothing.
enum HiveFiles {
    /// The report's name is the view's.
    static func name(of table: LakeTable) -> String { "\(table.name)_files" }

    /// The folders below the report's own.
    static let partitionKeys = ["source", "day"]

    /// Returns the columns of the view.
    ///
    /// - Parameters:
    ///   - table: the report's files.
    ///   - columnName: what the table calls a column, by its name and its place.
    ///   - literal: a text between quotes.
    ///   - typed: a column of text, as an expression, as what it holds.
    /// - Returns: an expression with a name for each column, those of the folders among them.
    static func columns(
        of table: LakeTable, columnName: (_ name: String, _ place: Int) -> String = { name, _ in name },
        literal: (String) -> String, typed: (String, FieldType) -> String
    ) -> [String] {
        func identifier(_ text: String) -> String { SQLText.doubling("\"", in: text) }
        let own = table.schema.fields.enumerated().map { place, field in
            let column = identifier(columnName(field.name, place))
            // Hive's reader of CSV knows no null: nothing at all is an empty text.
            let text = table.form == .csv ? "nullif(\(column), '')" : column
            return "  \(typed(text, field.type)) AS \(identifier(field.name))"
        }
        return own + [
            "  \(literal(table.name)) AS \"report\"", "  \"source\"", "  \(typed("\"day\"", .day)) AS \"day\"",
        ]
    }

    /// Returns what Hive's readers cannot do.
    static func remarks(on table: LakeTable) -> [String] {
        guard table.form == .csv else { return [] }
        return [
            "Hive's reader of CSV takes a line break in a value for the end of a row, an empty text for null, and columns by "
                + "their position: write NDJSON for it (docs/engines.md)"
        ]
    }
}
