import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct DuckDBDialectTests {
    /// A decimal goes through text, for DuckDB would read a JSON number as a binary float.
    @Test func ndjson() throws {
        #expect(
            try statement(.ndjson) == """
                CREATE OR REPLACE VIEW cdr_1 AS
                SELECT * REPLACE (
                    CAST("cost" AS DECIMAL(38, 10)) AS "cost"
                ) FROM read_json(
                  'the lake''s/report=cdr_1/source=*/day=*/*.ndjson.gz',
                  format = 'newline_delimited',
                  hive_partitioning = true, hive_types_autocast = false, hive_types = {'day': DATE},
                  columns = {
                    'date': 'TIMESTAMPTZ',
                    'cost': 'VARCHAR',
                    'count': 'BIGINT',
                    'day_of_call': 'DATE',
                    'name': 'VARCHAR',
                    '_extra': 'JSON'
                  }
                );
                """)
    }

    /// By the names in the header of each file, never by position.
    @Test func csv() throws {
        #expect(
            try statement(.csv) == """
                CREATE OR REPLACE VIEW cdr_1 AS
                SELECT
                  CAST("date" AS TIMESTAMPTZ) AS "date",
                  CAST("cost" AS DECIMAL(38, 10)) AS "cost",
                  CAST("count" AS BIGINT) AS "count",
                  CAST("day_of_call" AS DATE) AS "day_of_call",
                  "name",
                  CAST("_extra" AS JSON) AS "_extra",
                  report,
                  source,
                  day
                FROM (
                  SELECT
                    NULL::VARCHAR AS "date",
                    NULL::VARCHAR AS "cost",
                    NULL::VARCHAR AS "count",
                    NULL::VARCHAR AS "day_of_call",
                    NULL::VARCHAR AS "name",
                    NULL::VARCHAR AS "_extra",
                    NULL::VARCHAR AS report,
                    NULL::VARCHAR AS source,
                    NULL::DATE AS day
                  WHERE false
                  UNION ALL BY NAME
                  SELECT * FROM read_csv(
                    'the lake''s/report=cdr_1/source=*/day=*/*.csv.gz',
                    header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0,
                    nullstr = '', allow_quoted_nulls = false, max_line_size = 67108864,
                    all_varchar = true, union_by_name = true,
                    hive_partitioning = true, hive_types_autocast = false, hive_types = {'day': DATE}
                  )
                );
                """)
    }

    @Test(arguments: ["sales-2", "select", "Group", "1st"])
    func aNameThatIsNotAnIdentifierIsQuoted(name: String) throws {
        let statement = try DuckDBDialect().statement(of: .plain(name, in: "lake"))
        #expect(statement.hasPrefix("CREATE OR REPLACE VIEW \"\(name)\" AS"))
        #expect(statement.contains("'lake/report=\(name)/source=*/day=*/*.ndjson.gz'"))
    }

    /// DuckDB takes the blanks around a name in a header away, and numbers the second of a name.
    @Test func columnsAreFoundByWhatDuckDBCallsThem() throws {
        let schema = Schema(fields: [Field("anwers "), Field(" cost", .decimal), Field("anwers"), Field("anwers_1")])
        let statement = try DuckDBDialect().statement(
            of: LakeTable(name: "chat_1", schema: schema, format: .csv, directory: "lake"))
        #expect(
            statement.contains(
                """
                SELECT
                  "anwers" AS "anwers ",
                  CAST("cost" AS DECIMAL(38, 10)) AS " cost",
                  "anwers_1" AS "anwers",
                  "anwers_1_1" AS "anwers_1",
                  report,
                """))
        #expect(statement.contains("    NULL::VARCHAR AS \"anwers\",\n    NULL::VARCHAR AS \"cost\",\n"))
    }

    @Test func aSlashBehindTheFolderIsNotDoubled() throws {
        let statement = try DuckDBDialect().statement(of: .plain(in: "s3://bucket/lake/"))
        #expect(statement.contains("'s3://bucket/lake/report=cdr_1/source=*/day=*/*.ndjson.gz'"))
    }

    private func statement(_ format: RowFormat) throws -> String {
        try DuckDBDialect().statement(of: .plain(format, in: "the lake's"))
    }
}
