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
        let columns = (table.schema.names + HiveFiles.partitionKeys).map { "  \(SQLText.identifier($0)) varchar" }
        let settings =
            format + [
                "external_location = \(SQLText.literal(table.folder))",
                "partitioned_by = ARRAY[\(HiveFiles.partitionKeys.map(SQLText.literal).joined(separator: ", "))]",
            ]
        return .statement(
            """
            CREATE TABLE \(SQLText.identifier(HiveFiles.name(of: table))) (
            \(columns.joined(separator: ",\n"))
            )
            WITH (
              \(settings.joined(separator: ",\n  "))
            );

            \(HiveFiles.view(of: table) { "from_iso8601_timestamp(\($0))" })
            """)
    }

    func remarks(on table: LakeTable) -> [String] {
        let name = HiveFiles.name(of: table)
        return [
            "Trino does not look for partitions: after each run, CALL system.sync_partition_metadata("
                + "schema_name => current schema, table_name => '\(name)', mode => 'FULL')"
        ] + HiveFiles.remarks(on: table)
    }
}

/// A table over a report's files whose columns are all text, and the view over it: what Hive's readers make of numbers and
/// times is not exact, and of JSON it is nothing.
enum HiveFiles {
    /// The report's name is the view's.
    static func name(of table: LakeTable) -> String { "\(table.name)_files" }

    /// The folders below the report's own.
    static let partitionKeys = ["source", "day"]

    /// Returns the definition of the view: an expression with a name for each column, those of the folders among them.
    ///
    /// - Parameters:
    ///   - table: the report's files.
    ///   - columnName: what the table calls a column, by its name and its place.
    ///   - timestamp: a column of text, as an expression, as a time.
    /// - Returns: the statement.
    static func view(
        of table: LakeTable, columnName: (_ name: String, _ place: Int) -> String = { name, _ in name },
        timestamp: (_ text: String) -> String
    ) -> String {
        // A JSON text has lost its quotes on the way, so that not all JSON could be parsed.
        func typed(_ text: String, _ type: FieldType) -> String {
            switch type {
            case .text, .json: text
            case .integer: "CAST(\(text) AS bigint)"
            case .decimal: "CAST(\(text) AS \(LakeTable.decimalType.lowercased()))"
            case .timestamp: timestamp(text)
            case .day: "CAST(\(text) AS date)"
            }
        }
        let own = table.schema.fields.enumerated().map { place, field in
            let column = SQLText.identifier(columnName(field.name, place))
            // Hive's reader of CSV knows no null: nothing at all is an empty text.
            let text = table.form == .csv ? "nullif(\(column), '')" : column
            return "  \(typed(text, field.type)) AS \(SQLText.identifier(field.name))"
        }
        let folders = [
            "  \(SQLText.literal(table.name)) AS \"report\"", "  \"source\"", "  \(typed("\"day\"", .day)) AS \"day\"",
        ]
        return """
            CREATE OR REPLACE VIEW \(SQLText.identifier(table.name)) AS
            SELECT
            \((own + folders).joined(separator: ",\n"))
            FROM \(SQLText.identifier(name(of: table)));
            """
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
