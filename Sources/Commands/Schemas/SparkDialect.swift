import ETL

/// A temporary view for Spark SQL.
struct SparkDialect: Dialect {
    let name = "spark"

    func definition(of table: LakeTable) -> VerbOutput? {
        let reading: (source: String, options: [(String, String)])
        switch table.form {
        case .jsonLines: reading = ("json", [])
        case .csv: reading = ("csv", Self.csvOptions)
        case nil: return nil
        }
        let columns = table.allColumns.map { "  \(identifier($0.name)) \(type($0.type))" }
        let options = (place(table) + reading.options).map { "  \($0) \(literal($1))" }
        return .statement(
            """
            CREATE OR REPLACE TEMPORARY VIEW \(identifier(table.name)) (
            \(columns.joined(separator: ",\n"))
            ) USING \(reading.source) OPTIONS (
            \(options.joined(separator: ",\n"))
            );
            """)
    }

    /// In a name there is no way to write a dollar otherwise.
    func remarks(on table: LakeTable) -> [String] {
        table.schema.names.filter { $0.contains("${") }.map {
            "Spark puts a setting in the place of ${…} in the column \"\($0)\": first SET spark.sql.variable.substitute = false"
        }
    }

    /// The folders below `basePath` that have an equals sign in their names are columns, of the types that are declared for
    /// them. What doesn't fit its column ends a query instead of becoming null.
    private func place(_ table: LakeTable) -> [(String, String)] {
        [
            ("path", address(table.folder)), ("basePath", address(table.directory)),
            ("pathGlobFilter", "*.\(table.fileEnding)"), ("mode", "FAILFAST"),
        ]
    }

    /// Columns are found by position; `enforceSchema` off makes a header that differs an error. A null is told from an empty
    /// text only if its mark is not the empty text: no value is a single U+0000.
    private static let csvOptions = [
        ("header", "true"), ("enforceSchema", "false"), ("multiLine", "true"), ("lineSep", "\n"), ("quote", "\""),
        ("escape", "\""), ("nullValue", "\u{0}"), ("emptyValue", ""), ("maxCharsPerColumn", "-1"),
    ]

    private func type(_ type: FieldType) -> String {
        switch type {
        case .text, .json: "STRING"
        case .integer: "BIGINT"
        case .decimal: LakeTable.decimalType
        case .timestamp: "TIMESTAMP"
        case .day: "DATE"
        }
    }

    /// Spark knows object stores by the names of Hadoop's file systems.
    private func address(_ place: String) -> String {
        place.hasPrefix("s3://") ? "s3a" + place.dropFirst("s3".count) : place
    }

    private func identifier(_ text: String) -> String { SQLText.doubling("`", in: text) }

    /// `${…}` would be replaced by a setting before the statement is parsed.
    private func literal(_ text: String) -> String {
        SQLText.escaping("'", in: text).replacing("${", with: "\\u0024{").replacing("\u{0}", with: "\\u0000")
    }
}
