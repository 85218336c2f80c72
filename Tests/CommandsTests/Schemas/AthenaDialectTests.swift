import ETL
import FlatFiles
import Testing

@testable import Commands

@Suite struct AthenaDialectTests {
    /// What Hive's reader makes of a number is not exact: the table has texts, and the view their types.
    @Test func ndjson() throws {
        #expect(
            try AthenaDialect().statement(of: .plain(in: "s3://bucket/lake")) == """
                CREATE EXTERNAL TABLE `cdr_1_files` (
                  `date` string,
                  `cost` string,
                  `count` string,
                  `day_of_call` string,
                  `name` string,
                  `_extra` string
                )
                PARTITIONED BY (`source` string, `day` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                WITH SERDEPROPERTIES (
                  'ignore.malformed.json' = 'false'
                )
                LOCATION 's3://bucket/lake/report=cdr_1/';

                CREATE OR REPLACE VIEW "cdr_1" AS
                SELECT
                  CAST(from_iso8601_timestamp("date") AT TIME ZONE 'UTC' AS timestamp(3)) AS "date",
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

    /// Its reader of CSV does not know null: nothing at all is an empty text.
    @Test func csv() throws {
        let statement = try AthenaDialect().statement(of: .plain(.csv, in: "s3://bucket/lake"))
        #expect(
            statement.contains(
                #"""
                ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
                WITH SERDEPROPERTIES (
                  'separatorChar' = ',',
                  'quoteChar' = '"',
                  'escapeChar' = '\u0001'
                )
                LOCATION 's3://bucket/lake/report=cdr_1/'
                TBLPROPERTIES (
                  'skip.header.line.count' = '1'
                );
                """#))
        #expect(statement.contains(#"  CAST(nullif("cost", '') AS decimal(38, 10)) AS "cost","#))
        #expect(AthenaDialect().remarks(on: .plain(.csv, in: "s3://bucket/lake")).count == 1)
    }

    /// Hive's names of columns are lower-case words; the view has the names of the files.
    @Test func namesThatHiveLacksAreMapped() throws {
        let statement = try AthenaDialect().statement(of: .hostile(in: "s3://bucket/o'lake"))
        #expect(statement.contains("  `select` string,\n  `column_2` string,"))
        #expect(statement.contains(#"  'mapping.column_2' = 'a "b"',"#))
        #expect(statement.contains(#"  'mapping.column_5' = 'back\\slash',"#))
        #expect(statement.contains(#"  'mapping.column_3' = 'it\'s',"#))
        #expect(statement.contains(#"  "column_2" AS "a ""b""","#))
        #expect(statement.contains("  \"column_6\" AS \"👩‍👩‍👧 plan\","))
        #expect(statement.contains(#"LOCATION 's3://bucket/o\'lake/report=cdr_1/'"#))
    }

    @Test func aFolderOnDiskIsRemarkedOn() {
        #expect(
            AthenaDialect().remarks(on: .plain(in: "lake")) == [
                "Athena reads from S3: give --directory s3://bucket/prefix"
            ])
        #expect(AthenaDialect().remarks(on: .plain(in: "s3://bucket/lake")) == [])
    }

    @Test func projectionNamesTheSourcesAndTheFirstDay() throws {
        let listing = LakeListing(manifests: [try manifest("lima", "2026-10-02"), try manifest("bogota", "2026-10-03")])
        let there = PartitionsThere(of: "cdr_1", in: listing, sources: ["cali"])
        let output = try AthenaDialect().partitions(.projection, of: .plain(in: "s3://bucket/lake"), there: there)
        guard case .statement(let statement) = output else {
            Issue.record("no statement")
            return
        }
        #expect(
            statement.contains(
                """
                LOCATION 's3://bucket/lake/report=cdr_1/'
                TBLPROPERTIES (
                  'projection.enabled' = 'true',
                  'projection.source.type' = 'enum',
                  'projection.source.values' = 'bogota,cali,lima',
                  'projection.day.type' = 'date',
                  'projection.day.format' = 'yyyy-MM-dd',
                  'projection.day.range' = '2026-10-02,NOW+1DAYS',
                  'projection.day.interval' = '1',
                  'projection.day.interval.unit' = 'DAYS',
                  'storage.location.template' = 's3://bucket/lake/report=cdr_1/source=${source}/day=${day}/'
                );
                """))
    }

    @Test func aProjectionWithoutASourceIsRefused() {
        let there = PartitionsThere(of: "cdr_1", in: LakeListing())
        #expect(throws: Failure.self) {
            try AthenaDialect().partitions(.projection, of: .plain(in: "s3://bucket/lake"), there: there)
        }
    }

    /// A day without rows has no file, and no partition; a statement has a hundred at most.
    @Test func theListHasTheDaysThatHaveRows() throws {
        let days = (1...31).flatMap { day in
            ["09", "10", "11", "12"].map { "2026-\($0)-\(day < 10 ? "0" : "")\(day)" }
        }.filter { Day($0) != nil }
        var listing = LakeListing(manifests: try days.map { try manifest("0012", $0) })
        listing.manifests.append(try manifest("0012", "2026-08-01", rows: 0))
        listing.manifests.append(try manifest("0012", "2026-08-02", report: "cdr_3"))
        let there = PartitionsThere(of: "cdr_1", in: listing)
        let output = try AthenaDialect().partitions(.list, of: .plain(in: "s3://bucket/lake"), there: there)
        guard case .statement(let text) = output else {
            Issue.record("no statement")
            return
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 122 + 2)
        #expect(lines.count { $0 == "ALTER TABLE `cdr_1_files` ADD IF NOT EXISTS" } == 2)
        #expect(
            lines[1] == """
                  PARTITION (`source` = '0012', `day` = '2026-09-01') \
                LOCATION 's3://bucket/lake/report=cdr_1/source=0012/day=2026-09-01/'
                """)
        #expect(lines[100].hasSuffix(";") && lines.last?.hasSuffix(";") == true)
        #expect(!text.contains("2026-08"))
    }

    private func manifest(
        _ source: String, _ day: String, report: String = "cdr_1", rows: Int = 7
    ) throws -> Manifest {
        let file = rows == 0 ? "null" : "\"\(report)-\(day).ndjson.gz\""
        let json = """
            {"format_version":1,"report":"\(report)","source":"\(source)","day":"\(day)","time_zone":"America/Bogota",
             "file":\(file),"received":\(rows),"rows":\(rows),"quarantined":0,"bytes":0,"uncompressed_bytes":0,"windows":[],
             "state":"final","schema":[],"tool":"test","extracted_at":"2026-10-09T08:30:00Z"}
            """
        var reader = ManifestReader()
        return try reader.read(Array(json.utf8))
    }
}
