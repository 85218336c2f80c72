import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct DuckDBSchemaTests {
    private static let schema = Schema(fields: [
        Field("date", .timestamp), Field("cost", .decimal), Field("count", .integer), Field("day_of_call", .day),
        Field("name", .text), Field("_extra", .json),
    ])

    /// A decimal goes through text, for DuckDB would read a JSON number as a binary float.
    @Test func ndjson() {
        #expect(
            statement(.ndjson) == """
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
    @Test func csv() {
        #expect(
            statement(.csv) == """
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

    @Test func aNameThatIsNotAnIdentifierIsQuoted() {
        let schema = DuckDBSchema(report: "sales-2", schema: Self.schema, format: .ndjson, directory: "lake")
        #expect(schema.statement?.hasPrefix("CREATE OR REPLACE VIEW \"sales-2\" AS") == true)
        #expect(schema.statement?.contains("'lake/report=sales-2/source=*/day=*/*.ndjson.gz'") == true)
    }

    private func statement(_ format: RowFormat) -> String {
        DuckDBSchema(report: "cdr_1", schema: Self.schema, format: format, directory: "the lake's").statement ?? ""
    }
}
