import ETL
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
                  'the lake''s/report=cdr_1/**/*.ndjson.gz',
                  format = 'newline_delimited',
                  hive_partitioning = true,
                  hive_types_autocast = false,
                  hive_types = {'day': DATE},
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

    @Test func csv() {
        #expect(
            statement(.csv) == """
                CREATE OR REPLACE VIEW cdr_1 AS
                SELECT * FROM read_csv(
                  'the lake''s/report=cdr_1/**/*.csv.gz',
                  header = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
                  hive_partitioning = true,
                  hive_types_autocast = false,
                  hive_types = {'day': DATE},
                  columns = {
                    'date': 'TIMESTAMPTZ',
                    'cost': 'DECIMAL(38, 10)',
                    'count': 'BIGINT',
                    'day_of_call': 'DATE',
                    'name': 'VARCHAR',
                    '_extra': 'JSON'
                  }
                );
                """)
    }

    private func statement(_ format: LakeFormat) -> String {
        DuckDBSchema(report: "cdr_1", schema: Self.schema, format: format, directory: "the lake's").statement
    }
}
