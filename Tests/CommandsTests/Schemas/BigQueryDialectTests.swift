import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct BigQueryDialectTests {
    /// One asterisk in an address stands for whatever is below a folder, so that the manifests are left out.
    @Test func ndjson() throws {
        #expect(
            try BigQueryDialect().statement(of: .plain(in: "gs://bucket/lake")) == """
                CREATE OR REPLACE EXTERNAL TABLE `cdr_1` (
                  `date` TIMESTAMP,
                  `cost` BIGNUMERIC,
                  `count` INT64,
                  `day_of_call` DATE,
                  `name` STRING,
                  `_extra` JSON
                )
                WITH PARTITION COLUMNS (
                  `report` STRING,
                  `source` STRING,
                  `day` DATE
                )
                OPTIONS (
                  format = 'NEWLINE_DELIMITED_JSON',
                  ignore_unknown_values = true,
                  compression = 'GZIP',
                  uris = ['gs://bucket/lake/report=cdr_1/*.ndjson.gz'],
                  hive_partition_uri_prefix = 'gs://bucket/lake'
                );
                """)
    }

    @Test func csv() throws {
        let statement = try BigQueryDialect().statement(of: .plain(.csv, in: "gs://bucket/lake"))
        #expect(
            statement.contains(
                """
                  format = 'CSV',
                  skip_leading_rows = 1,
                  field_delimiter = ',',
                  quote = '"',
                  allow_quoted_newlines = true,
                """))
    }

    @Test func whatItCannotReadIsRemarkedOn() throws {
        #expect(BigQueryDialect().remarks(on: .plain(in: "gs://bucket/lake")) == [])
        #expect(BigQueryDialect().remarks(on: .plain(in: "lake")).count == 1)
        let remarks = BigQueryDialect().remarks(on: .hostile(in: "gs://bucket/lake"))
        #expect(remarks.contains("BigQuery refuses the column \"yes/no\": `rename` it in the pipeline file"))
        #expect(!remarks.contains { $0.contains("\"ASA\"") })
    }

    @Test func namesAndFoldersAreQuoted() throws {
        let statement = try BigQueryDialect().statement(of: .hostile())
        #expect(statement.contains(#"  `back\`tick` STRING,"#))
        #expect(statement.contains(#"hive_partition_uri_prefix = 'o\'lake\\${x}"'"#))
    }
}
