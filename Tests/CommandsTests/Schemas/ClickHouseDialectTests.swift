import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct ClickHouseDialectTests {
    @Test func ndjson() throws {
        #expect(
            try ClickHouseDialect().statement(of: .plain(in: "/data/lake")) == #"""
                CREATE OR REPLACE VIEW `cdr_1` AS
                SELECT
                  `date`,
                  `cost`,
                  `count`,
                  `day_of_call`,
                  `name`,
                  `_extra`,
                  'cdr_1' AS `report`,
                  extract(_path, '/source=([^/]+)/day=[^/]+/[^/]+$') AS `source`,
                  toDate32(extract(_path, '/day=([^/]+)/[^/]+$')) AS `day`
                FROM file(
                  '/data/lake/report=cdr_1/source=*/day=*/*.ndjson.gz',
                  'JSONEachRow',
                  '`date` Nullable(DateTime64(0, \'UTC\')), `cost` Nullable(Decimal(38, 10)), `count` Nullable(Int64), `day_of_call` Nullable(Date32), `name` Nullable(String), `_extra` Nullable(String)',
                  'gzip'
                )
                SETTINGS
                  date_time_input_format = 'best_effort',
                  input_format_skip_unknown_fields = 1,
                  input_format_json_read_objects_as_strings = 1,
                  input_format_json_read_arrays_as_strings = 1,
                  input_format_json_read_numbers_as_strings = 1,
                  input_format_json_read_bools_as_strings = 1;
                """#)
    }

    /// By default blanks around a value would be lost.
    @Test func csv() throws {
        let statement = try ClickHouseDialect().statement(of: .plain(.csv, in: "s3://bucket/lake"))
        #expect(
            statement.contains(
                "FROM s3(\n  's3://bucket/lake/report=cdr_1/source=*/day=*/*.csv.gz',\n  'CSVWithNames',"))
        #expect(statement.contains("input_format_csv_trim_whitespaces = 0"))
        #expect(statement.hasSuffix("format_csv_null_representation = '';"))
    }

    /// Names are quoted once as names, and once more as part of the text that describes the columns.
    @Test func namesAndFoldersAreQuoted() throws {
        let statement = try ClickHouseDialect().statement(of: .hostile())
        #expect(statement.contains(#"  `back\`tick`,"#))
        #expect(statement.contains(#"  `back\\slash`,"#))
        #expect(statement.contains(#"`back\\`tick` Nullable(String), `back\\\\slash` Nullable(String)"#))
        #expect(statement.contains(#"`it\'s` Nullable(String)"#))
        #expect(statement.contains(#"'o\'lake\\${x}"/report=cdr_1/source=*/day=*/*.ndjson.gz'"#))
    }
}
