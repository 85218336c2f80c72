import ETL

/// A view over a report's files for DuckDB.
struct DuckDBSchema {
    let report: String
    let schema: Schema
    let format: LakeFormat
    let directory: String

    var statement: String {
        let columns = schema.fields.map { "    \(literal($0.name)): \(literal(type($0.type)))" }
        let path = "\(directory)/report=\(report)/**/*.\(format.rawValue).gz"
        let options =
            format == .ndjson
            ? "format = 'newline_delimited'" : "header = true, nullstr = '', allow_quoted_nulls = false"
        return """
            CREATE OR REPLACE VIEW \(report) AS
            SELECT * FROM \(format == .ndjson ? "read_json" : "read_csv")(
              \(literal(path)),
              \(options),
              hive_partitioning = true,
              columns = {
            \(columns.joined(separator: ",\n"))
              }
            );
            """
    }

    /// The scale holds what the API was seen to send for costs, minutes and percentages, and much more.
    private func type(_ type: FieldType) -> String {
        switch type {
        case .text: "VARCHAR"
        case .integer: "BIGINT"
        case .decimal: "DECIMAL(38, 10)"
        case .timestamp: "TIMESTAMPTZ"
        case .day: "DATE"
        case .json: "JSON"
        }
    }

    private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
