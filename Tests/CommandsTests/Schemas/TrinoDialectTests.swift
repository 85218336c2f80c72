import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct TrinoDialectTests {
    @Test func ndjson() throws {
        #expect(
            try TrinoDialect().statement(of: .plain(in: "s3://bucket/lake")) == """
                CREATE TABLE "cdr_1_files" (
                  "date" varchar,
                  "cost" varchar,
                  "count" varchar,
                  "day_of_call" varchar,
                  "name" varchar,
                  "_extra" varchar,
                  "source" varchar,
                  "day" varchar
                )
                WITH (
                  format = 'OPENX_JSON',
                  external_location = 's3://bucket/lake/report=cdr_1',
                  partitioned_by = ARRAY['source', 'day']
                );

                CREATE OR REPLACE VIEW "cdr_1" AS
                SELECT
                  from_iso8601_timestamp("date") AS "date",
                  CAST("cost" AS decimal(38, 10)) AS "cost",
                  CAST("count" AS bigint) AS "count",
                  CAST("day_of_call" AS date) AS "day_of_call",
                  "name" AS "name",
                  "_extra" AS "_extra",
                  'cdr_1' AS "report",
                  "source",
                  CAST("day" AS date) AS "day"
                FROM "cdr_1_files";
                """)
    }

    @Test func csv() throws {
        let statement = try TrinoDialect().statement(of: .plain(.csv, in: "s3://bucket/lake"))
        #expect(
            statement.contains(
                #"""
                  format = 'CSV',
                  csv_separator = ',',
                  csv_quote = '"',
                  csv_escape = U&'\0001',
                  skip_header_line_count = 1,
                """#))
        #expect(statement.contains(#"  nullif("name", '') AS "name","#))
        #expect(statement.contains(#"  nullif("_extra", '') AS "_extra","#))
    }

    @Test func namesAndFoldersAreQuoted() throws {
        let statement = try TrinoDialect().statement(of: .hostile())
        #expect(statement.contains(#"  "a ""b""" AS "a ""b""","#))
        #expect(statement.contains(#"  "back\slash" AS "back\slash","#))
        #expect(statement.contains(##"external_location = 'o''lake\${x}"/report=cdr_1'"##))
    }

    @Test func itSaysHowPartitionsAreFound() {
        #expect(TrinoDialect().remarks(on: .plain(in: "lake")).first?.contains("'cdr_1_files'") == true)
    }
}
