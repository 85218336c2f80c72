import ETL

/// An external table for BigQuery.
struct BigQueryDialect: Dialect {
    let name = "bigquery"

    func definition(of table: LakeTable) -> VerbOutput? {
        let reading: [(String, String)]
        switch table.form {
        case .jsonLines: reading = [("format", "'NEWLINE_DELIMITED_JSON'"), ("ignore_unknown_values", "true")]
        case .csv:
            reading = [
                ("format", "'CSV'"), ("skip_leading_rows", "1"), ("field_delimiter", "','"), ("quote", "'\"'"),
                ("allow_quoted_newlines", "true"), ("encoding", "'UTF-8'"),
            ]
        case nil: return nil
        }
        let columns = table.schema.fields.map { "  \(identifier($0.name)) \(type($0.type))" }
        let partitions = LakeTable.partitionColumns.map { "  \(identifier($0.name)) \(type($0.type))" }
        let options =
            reading + [
                ("compression", "'GZIP'"), ("uris", "[\(literal("\(table.folder)/*.\(table.fileEnding)"))]"),
                ("hive_partition_uri_prefix", literal(table.directory)),
            ]
        return .statement(
            """
            CREATE OR REPLACE EXTERNAL TABLE \(identifier(table.name)) (
            \(columns.joined(separator: ",\n"))
            )
            WITH PARTITION COLUMNS (
            \(partitions.joined(separator: ",\n"))
            )
            OPTIONS (
            \(options.map { "  \($0) = \($1)" }.joined(separator: ",\n"))
            );
            """)
    }

    func remarks(on table: LakeTable) -> [String] {
        let store =
            "BigQuery reads from Google Cloud Storage: copy the files there and give --directory gs://bucket/prefix"
        let refused = table.schema.names.filter { $0.contains(where: Self.forbidden.contains) }
        return (table.scheme == "gs" ? [] : [store])
            + refused.map { "BigQuery refuses the column \"\($0)\": `rename` it in the pipeline file" }
    }

    private static let forbidden = Set<Character>("!\"$()*,./;?@[\\]^`{}~")

    /// NUMERIC has nine digits behind the point, which is less than costs may have.
    private func type(_ type: FieldType) -> String {
        switch type {
        case .text: "STRING"
        case .integer: "INT64"
        case .decimal: "BIGNUMERIC"
        case .timestamp: "TIMESTAMP"
        case .day: "DATE"
        case .json: "JSON"
        }
    }

    private func identifier(_ text: String) -> String { SQLText.escaping("`", in: text) }

    private func literal(_ text: String) -> String { SQLText.escaping("'", in: text) }
}
