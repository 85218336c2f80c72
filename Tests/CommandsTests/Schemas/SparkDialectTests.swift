import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct SparkDialectTests {
    @Test func ndjson() throws {
        #expect(
            try SparkDialect().statement(of: .plain(in: "/data/lake")) == """
                CREATE OR REPLACE TEMPORARY VIEW `cdr_1` (
                  `date` TIMESTAMP,
                  `cost` DECIMAL(38, 10),
                  `count` BIGINT,
                  `day_of_call` DATE,
                  `name` STRING,
                  `_extra` STRING,
                  `report` STRING,
                  `source` STRING,
                  `day` DATE
                ) USING json OPTIONS (
                  path '/data/lake/report=cdr_1',
                  basePath '/data/lake',
                  pathGlobFilter '*.ndjson.gz',
                  mode 'FAILFAST'
                );
                """)
    }

    /// The mark of null is not the empty text, or an empty text would be null.
    @Test func csv() throws {
        let statement = try SparkDialect().statement(of: .plain(.csv, in: "/data/lake"))
        #expect(
            statement.hasSuffix(
                #"""
                ) USING csv OPTIONS (
                  path '/data/lake/report=cdr_1',
                  basePath '/data/lake',
                  pathGlobFilter '*.csv.gz',
                  mode 'FAILFAST',
                  header 'true',
                  enforceSchema 'false',
                  multiLine 'true',
                  lineSep '\n',
                  quote '"',
                  escape '"',
                  nullValue '\u0000',
                  emptyValue '',
                  maxCharsPerColumn '-1'
                );
                """#))
    }

    @Test func namesAndFoldersAreQuoted() throws {
        let statement = try SparkDialect().statement(of: .hostile())
        for name in ["`select`", "`a \"b\"`", "`it's`", "`back``tick`", "`back\\slash`", "`👩‍👩‍👧 plan`", "```cost\"`"] {
            #expect(statement.contains("  \(name) "), "\(name)")
        }
        #expect(
            SparkDialect().remarks(on: .hostile()).count == 1 && SparkDialect().remarks(on: .plain(in: "lake")) == [])
        #expect(statement.contains(#"path 'o\'lake\\\u0024{x}"/report=cdr_1'"#))
    }

    @Test func anObjectStoreHasHadoopsName() throws {
        let statement = try SparkDialect().statement(of: .plain(in: "s3://bucket/lake/"))
        #expect(statement.contains("path 's3a://bucket/lake/report=cdr_1'"))
        #expect(statement.contains("basePath 's3a://bucket/lake'"))
    }
}
