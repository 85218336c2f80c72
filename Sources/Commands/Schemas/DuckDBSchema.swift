import ETL
import FlatFiles

/// A view over a report's files for DuckDB.
struct DuckDBSchema {
    let report: String
    let schema: Schema
    let format: RowFormat
    let directory: String

    /// Nil for a format that DuckDB is not known to read.
    var statement: String? {
        switch format.duckDBReader {
        case .json: ndjson
        case .csv: csv
        case nil: nil
        }
    }

    /// Keys are found by name: a column that a file lacks is null in its rows.
    private var ndjson: String {
        let columns = schema.fields.map { "    \(literal($0.name)): \(literal(readAs($0.type)))" }
        return """
            CREATE OR REPLACE VIEW \(name) AS
            SELECT *\(replacements) FROM \(DuckDBReader.json.rawValue)(
              \(literal(path)),
              format = 'newline_delimited',
              \(partitions),
              columns = {
            \(columns.joined(separator: ",\n"))
              }
            );
            """
    }

    /// Columns are found by the header of each file, for a list of columns would be matched by position: files from before
    /// and after a change of the columns can be read together, and a column that no file has is null.
    private var csv: String {
        let names = schema.fields.map { identifier($0.name) }
        let empty =
            names.map { "    NULL::VARCHAR AS \($0)" }
            + Self.partitionTypes.map { "    NULL::\($0.type) AS \($0.name)" }
        let columns =
            schema.fields.map { field in
                let name = identifier(field.name)
                return field.type == .text ? "  \(name)" : "  CAST(\(name) AS \(type(field.type))) AS \(name)"
            } + Self.partitionTypes.map { "  \($0.name)" }
        return """
            CREATE OR REPLACE VIEW \(name) AS
            SELECT
            \(columns.joined(separator: ",\n"))
            FROM (
              SELECT
            \(empty.joined(separator: ",\n"))
              WHERE false
              UNION ALL BY NAME
              SELECT * FROM \(DuckDBReader.csv.rawValue)(
                \(literal(path)),
                header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0,
                nullstr = '', allow_quoted_nulls = false, max_line_size = \(Self.longestLine),
                all_varchar = true, union_by_name = true,
                \(partitions)
              )
            );
            """
    }

    /// Everything below `report=…/source=…/day=…`, and nothing that lies elsewhere.
    private var path: String { "\(directory)/report=\(report)/source=*/day=*/*.\(format.fileExtension).gz" }

    /// Nothing depends on what the first rows look like; a source named by digits stays text.
    private var partitions: String {
        "hive_partitioning = true, hive_types_autocast = false, hive_types = {'day': DATE}"
    }

    private static let partitionTypes = [
        (name: "report", type: "VARCHAR"), (name: "source", type: "VARCHAR"), (name: "day", type: "DATE"),
    ]

    /// DuckDB's own limit is 2 MB, which a long comment exceeds.
    private static let longestLine = 64 << 20

    /// DuckDB reads a JSON number as a binary float on its way to a decimal, and rounds it once more when it scales it. As
    /// text it comes out with the digits that it went in with.
    private var replacements: String {
        let decimals = schema.fields.filter { $0.type == .decimal }
        guard !decimals.isEmpty else { return "" }
        let casts = decimals.map { field in
            let name = identifier(field.name)
            return "    CAST(\(name) AS \(type(field.type))) AS \(name)"
        }
        return " REPLACE (\n\(casts.joined(separator: ",\n"))\n)"
    }

    private func readAs(_ type: FieldType) -> String { type == .decimal ? "VARCHAR" : self.type(type) }

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

    /// The view's name, in quotes where it needs them.
    private var name: String { report.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil ? identifier(report) : report }

    private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private func identifier(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}

/// The functions of DuckDB that read files of rows.
enum DuckDBReader: String {
    case json = "read_json"
    case csv = "read_csv"
}

extension RowFormat {
    /// What reads files in the format; nil for a format that DuckDB is not known to read.
    var duckDBReader: DuckDBReader? { Self.duckDBReaders[self] }

    private static let duckDBReaders: [RowFormat: DuckDBReader] = [.ndjson: .json, .csv: .csv]
}
