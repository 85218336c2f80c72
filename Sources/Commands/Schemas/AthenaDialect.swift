import ETL

/// An external table, whose columns are all text, and a view that gives them their types, for Amazon Athena.
struct AthenaDialect: Dialect {
    let name = "athena"
    let isToldOfPartitions = true

    func definition(of table: LakeTable) -> VerbOutput? { definition(of: table, properties: []) }

    private func definition(of table: LakeTable, properties: [(String, String)]) -> VerbOutput? {
        let serde: (name: String, properties: [(String, String)])
        var properties = properties
        switch table.form {
        case .jsonLines: serde = ("org.openx.data.jsonserde.JsonSerDe", Self.jsonProperties + mappings(of: table))
        case .csv:
            serde = ("org.apache.hadoop.hive.serde2.OpenCSVSerde", Self.csvProperties)
            properties.insert(("skip.header.line.count", "1"), at: 0)
        case nil: return nil
        }
        let columns = table.schema.names.enumerated().map { "  \(hive(Self.columnName($1, $0))) string" }
        let keys = HiveFiles.partitionKeys.map { "\(hive($0)) string" }
        let ending = properties.isEmpty ? "" : "\nTBLPROPERTIES (\n\(listed(properties))\n)"
        return .statement(
            """
            CREATE EXTERNAL TABLE \(hive(HiveFiles.name(of: table))) (
            \(columns.joined(separator: ",\n"))
            )
            PARTITIONED BY (\(keys.joined(separator: ", ")))
            ROW FORMAT SERDE \(literal(serde.name))
            WITH SERDEPROPERTIES (
            \(listed(serde.properties))
            )
            LOCATION \(literal("\(table.folder)/"))\(ending);

            \(HiveFiles.view(of: table, columnName: Self.columnName, timestamp: Self.timestamp))
            """)
    }

    func remarks(on table: LakeTable) -> [String] {
        (table.scheme == "s3" ? [] : ["Athena reads from S3: give --directory s3://bucket/prefix"])
            + HiveFiles.remarks(on: table)
    }

    /// A row that is no JSON ends a query instead of becoming one of nulls.
    private static let jsonProperties = [("ignore.malformed.json", "false")]

    /// A backslash is a letter as any other, so the escape is a character that no value has.
    private static let csvProperties = [("separatorChar", ","), ("quoteChar", "\""), ("escapeChar", "\u{1}")]

    /// Hive's columns are lower-case words: another name is given to what is not, and the reader is told which it stands for.
    private static func columnName(_ name: String, _ place: Int) -> String {
        let isPlain = name.wholeMatch(of: /[a-z0-9_]+/) != nil && !name.hasPrefix("column_")
        return isPlain ? name : "column_\(place + 1)"
    }

    private func mappings(of table: LakeTable) -> [(String, String)] {
        table.schema.names.enumerated().compactMap { place, name in
            let column = Self.columnName(name, place)
            return column == name ? nil : ("mapping.\(column)", name)
        }
    }

    /// Views have no times with a zone: times are those of UTC.
    private static func timestamp(_ text: String) -> String {
        "CAST(from_iso8601_timestamp(\(text)) AT TIME ZONE 'UTC' AS timestamp(3))"
    }

    private func listed(_ properties: [(String, String)]) -> String {
        properties.map { "  \(literal($0)) = \(literal($1))" }.joined(separator: ",\n")
    }

    /// Definitions of tables are in Hive's language, and views in Presto's.
    private func hive(_ text: String) -> String { SQLText.doubling("`", in: text) }

    private func literal(_ text: String) -> String {
        SQLText.escaping("'", in: text).replacing("\u{1}", with: "\\u0001")
    }
}

extension AthenaDialect {
    /// The most partitions of one statement.
    private static let longestList = 100

    func partitions(_ kind: PartitionKind, of table: LakeTable, there: PartitionsThere) throws -> VerbOutput? {
        switch kind {
        case .projection: try projection(of: table, there: there)
        case .list: table.form == nil ? nil : list(of: table, there: there)
        }
    }

    /// The days from the first that is there to tomorrow, for the day of the sources may be ahead of UTC's.
    private func projection(of table: LakeTable, there: PartitionsThere) throws -> VerbOutput? {
        guard !there.sources.isEmpty else {
            throw Failure(
                .usage, "No source of \(table.name) is known, and a projection names them all",
                advice: "Name the pipeline file with --pipeline, or a lake that has days of the report with --directory"
            )
        }
        return definition(
            of: table,
            properties: [
                ("projection.enabled", "true"), ("projection.source.type", "enum"),
                ("projection.source.values", there.sources.joined(separator: ",")), ("projection.day.type", "date"),
                ("projection.day.format", "yyyy-MM-dd"),
                ("projection.day.range", "\(there.firstDay.map { "\($0)" } ?? "NOW-1YEARS"),NOW+1DAYS"),
                ("projection.day.interval", "1"), ("projection.day.interval.unit", "DAYS"),
                ("storage.location.template", "\(table.folder)/source=${source}/day=${day}/"),
            ])
    }

    private func list(of table: LakeTable, there: PartitionsThere) -> VerbOutput {
        let statements = stride(from: 0, to: there.partitions.count, by: Self.longestList).map { start in
            let some = there.partitions[start..<min(start + Self.longestList, there.partitions.count)]
            let lines = some.map { partition in
                let keys = "`source` = \(literal(partition.source)), `day` = \(literal("\(partition.day)"))"
                let place = "\(table.folder)/source=\(partition.source)/day=\(partition.day)/"
                return "  PARTITION (\(keys)) LOCATION \(literal(place))"
            }
            return "ALTER TABLE \(hive(HiveFiles.name(of: table))) ADD IF NOT EXISTS\n"
                + lines.joined(separator: "\n") + ";"
        }
        return .statement(statements.joined(separator: "\n"))
    }
}
