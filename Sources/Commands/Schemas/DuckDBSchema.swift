import ETL

/// A view over a report's files for DuckDB.
struct DuckDBSchema {
    let report: String
    let schema: Schema
    let format: LakeFormat
    let directory: String

    var statement: String {
        let columns = schema.fields.map { "    \(literal($0.name)): \(literal(readAs($0.type)))" }
        let path = "\(directory)/report=\(report)/**/*.\(format.rawValue).gz"
        let options = readOptions.map { "  \($0),\n" }.joined()
        return """
            CREATE OR REPLACE VIEW \(report) AS
            SELECT *\(replacements) FROM \(format == .ndjson ? "read_json" : "read_csv")(
              \(literal(path)),
            \(options)  columns = {
            \(columns.joined(separator: ",\n"))
              }
            );
            """
    }

    /// Everything is said, so that nothing depends on what the first rows look like; a source named by digits stays text.
    private var readOptions: [String] {
        let dialect =
            format == .ndjson
            ? "format = 'newline_delimited'"
            : "header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false"
        return [dialect, "hive_partitioning = true", "hive_types_autocast = false", "hive_types = {'day': DATE}"]
    }

    /// DuckDB reads a JSON number as a binary float on its way to a decimal, and rounds it once more when it scales it. As
    /// text it comes out with the digits that it went in with, up to fifteen.
    private var replacements: String {
        let decimals = format == .ndjson ? schema.fields.filter { $0.type == .decimal } : []
        guard !decimals.isEmpty else { return "" }
        let casts = decimals.map { field in
            let name = identifier(field.name)
            return "    CAST(\(name) AS \(type(field.type))) AS \(name)"
        }
        return " REPLACE (\n\(casts.joined(separator: ",\n"))\n)"
    }

    private func readAs(_ type: FieldType) -> String {
        format == .ndjson && type == .decimal ? "VARCHAR" : self.type(type)
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

    private func identifier(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
