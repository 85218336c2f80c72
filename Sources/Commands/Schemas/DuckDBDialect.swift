import ETL

/// A view over a report's files for DuckDB.
struct DuckDBDialect: Dialect {
    let name = "duckdb"

    func definition(of table: LakeTable) -> VerbOutput? {
        switch table.form {
        case .jsonLines: .statement(ndjson(table))
        case .csv: .statement(csv(table))
        case nil: nil
        }
    }

    /// Keys are found by name: a column that a file lacks is null in its rows.
    private func ndjson(_ table: LakeTable) -> String {
        let columns = table.schema.fields.map { "    \(SQLText.literal($0.name)): \(SQLText.literal(readAs($0.type)))" }
        return """
            CREATE OR REPLACE VIEW \(name(of: table)) AS
            SELECT *\(replacements(in: table)) FROM \(FileForm.jsonLines.duckDBReader)(
              \(SQLText.literal(table.pattern)),
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
    private func csv(_ table: LakeTable) -> String {
        let found = headerNames(of: table.schema.names)
        let empty =
            found.map { "    NULL::VARCHAR AS \(SQLText.identifier($0))" }
            + partitionTypes.map { "    NULL::\($0.type) AS \($0.name)" }
        let columns =
            zip(table.schema.fields, found.map(SQLText.identifier)).map { field, found in
                let name = SQLText.identifier(field.name)
                if field.type != .text { return "  CAST(\(found) AS \(type(field.type))) AS \(name)" }
                return found == name ? "  \(name)" : "  \(found) AS \(name)"
            } + partitionTypes.map { "  \($0.name)" }
        return """
            CREATE OR REPLACE VIEW \(name(of: table)) AS
            SELECT
            \(columns.joined(separator: ",\n"))
            FROM (
              SELECT
            \(empty.joined(separator: ",\n"))
              WHERE false
              UNION ALL BY NAME
              SELECT * FROM \(FileForm.csv.duckDBReader)(
                \(SQLText.literal(table.pattern)),
                header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0,
                nullstr = '', allow_quoted_nulls = false, max_line_size = \(Self.longestLine),
                all_varchar = true, union_by_name = true,
                \(partitions)
              )
            );
            """
    }

    /// What DuckDB calls the columns of a header: it takes the blanks around a name away, and numbers the second of a name.
    private func headerNames(of names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let trimmed = String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            var found = trimmed
            var number = 0
            while !taken.insert(found.lowercased()).inserted {
                number += 1
                found = "\(trimmed)_\(number)"
            }
            return found
        }
    }

    /// Nothing depends on what the first rows look like; a source named by digits stays text.
    private var partitions: String {
        "hive_partitioning = true, hive_types_autocast = false, hive_types = {'day': DATE}"
    }

    private var partitionTypes: [(name: String, type: String)] {
        LakeTable.partitionColumns.map { ($0.name, type($0.type)) }
    }

    /// DuckDB's own limit is 2 MB, which a long comment exceeds.
    private static let longestLine = 64 << 20

    /// DuckDB reads a JSON number as a binary float on its way to a decimal, and rounds it once more when it scales it. As
    /// text up to fifteen digits come out as they went in; more are not to be had from NDJSON.
    private func replacements(in table: LakeTable) -> String {
        let decimals = table.schema.fields.filter { $0.type == .decimal }
        guard !decimals.isEmpty else { return "" }
        let casts = decimals.map { field in
            let name = SQLText.identifier(field.name)
            return "    CAST(\(name) AS \(type(field.type))) AS \(name)"
        }
        return " REPLACE (\n\(casts.joined(separator: ",\n"))\n)"
    }

    private func readAs(_ type: FieldType) -> String { type == .decimal ? "VARCHAR" : self.type(type) }

    private func type(_ type: FieldType) -> String {
        switch type {
        case .text: "VARCHAR"
        case .integer: "BIGINT"
        case .decimal: LakeTable.decimalType
        case .timestamp: "TIMESTAMPTZ"
        case .day: "DATE"
        case .json: "JSON"
        }
    }

    /// The view's name, in quotes where it needs them.
    private func name(of table: LakeTable) -> String {
        SQLText.isPlain(table.name, reserved: Self.reserved) ? table.name : SQLText.identifier(table.name)
    }

    /// The words that `duckdb_keywords()` calls reserved, and those that cannot be the name of a table.
    static let reserved = Set(
        """
        all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default \
        deferrable desc describe distinct do else end except false fetch for foreign from grant group having in initially \
        intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing \
        primary qualify references returning select show some summarize symmetric table then to trailing true union unique \
        unpivot using variadic when where window with
        """.split(separator: " ").map(String.init))
}

extension FileForm {
    /// The function of DuckDB that reads files of rows.
    var duckDBReader: String {
        switch self {
        case .jsonLines: "read_json"
        case .csv: "read_csv"
        }
    }
}
