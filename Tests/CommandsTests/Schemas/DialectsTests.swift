import ETL
import FlatFiles
import Foundation
import Testing
import Transforms
import Wolkvox

@testable import Commands

/// What holds for each dialect.
@Suite struct DialectsTests {
    static let names = Dialects.all.map(\.name)

    @Test func theNamesAreThoseOfTheContract() {
        #expect(Self.names == ["duckdb", "spark", "athena", "trino", "bigquery", "clickhouse", "jsonschema"])
    }

    /// Every column of every report is in the definition, and none is a binary float.
    @Test(arguments: names, [RowFormat.ndjson, .csv])
    func everyReportHasADefinition(name: String, format: RowFormat) throws {
        let dialect = try #require(DialectChoice(argument: name)).dialect
        for report in try Catalogue.vendor.reports() {
            let schema = try report.typedColumns()
            let table = LakeTable(name: report.name, schema: schema, format: format, directory: "s3://bucket/lake")
            let statement = try dialect.statement(of: table)
            for column in schema.names {
                #expect(
                    ["`\(column)`", "\"\(column)\"", "'\(column)'"].contains { statement.contains($0) },
                    "\(column) of \(report.name)")
            }
            #expect(!statement.contains(/(?i)\b(float|double|real)(64|32)?\b/), "\(report.name)")
        }
    }

    /// A third format would else be taken for one that the engine knows.
    @Test(arguments: names.filter { $0 != "jsonschema" })
    func aFormatThatIsNotKnownHasNoDefinition(name: String) throws {
        let format = RowFormat(
            name: "tsv", fileExtension: "tsv", lines: LineRule(), makeWriter: RowFormat.csv.makeWriter,
            text: RowFormat.csv.text)
        let dialect = try #require(DialectChoice(argument: name)).dialect
        #expect(try dialect.definition(of: .plain(format, in: "lake")) == nil)
        let there = PartitionsThere(of: "cdr_1", in: LakeListing(), sources: ["bogota"])
        for kind in PartitionKind.allCases {
            #expect(try dialect.partitions(kind, of: .plain(format, in: "lake"), there: there) == nil)
        }
    }

    /// What cannot be seen in a name, such as what joins the parts of an emoji, is printed as it is.
    @Test func namesArePrintedAsTheyAre() async throws {
        let world = try World()
        try world.write(
            """
            version: 1
            name: mine
            sources: [{ name: bogota, server: "0012", token: "${TOKEN}", time_zone: America/Bogota }]
            reports:
              - report: cdr_1
                transform: [{ rename: { fields: { telephone: "👩‍👩‍👧 `it's`" } } }]
            load: { to: lake }
            """, to: "mine.yaml")
        for name in Self.names where name != "jsonschema" {
            let arguments = ["schema", "cdr_1", "--dialect", name, "--pipeline", "mine.yaml"]
            #expect(await WolkvoxETL.run(arguments, in: world.context) == 0, "\(world.errors)")
        }
        #expect(world.output.components(separatedBy: "👩‍👩‍👧").count > 6)
        #expect(!world.output.contains("·"))
    }

    /// A folder that is copied to a store: its days are said to be there. Without a day, the sources are those of the file.
    @Test func aPipelinesOwnFolderMayBeElsewhere() async throws {
        let world = try World()
        try world.write(
            """
            version: 1
            name: mine
            sources: [{ name: bogota, server: "0012", token: "${TOKEN}", time_zone: America/Bogota }]
            reports: [cdr_1]
            load: { to: lake }
            """, to: "mine.yaml")
        let arguments = [
            "schema", "cdr_1", "--dialect", "athena", "--pipeline", "mine.yaml", "--directory", "s3://bucket/lake",
            "--partitions",
        ]
        #expect(await WolkvoxETL.run(arguments, in: world.context) == 0, "\(world.errors)")
        #expect(world.output.contains("LOCATION 's3://bucket/lake/report=cdr_1/'"))
        #expect(world.output.contains("'projection.source.values' = 'bogota'"))
        #expect(world.output.contains("'projection.day.range' = 'NOW-1YEARS,NOW+1DAYS'"))
        #expect(world.errors.isEmpty)
    }

    @Test(arguments: [["--partitions"], ["--partitions", "list"], ["--partitions=projection"]])
    func partitionsAreThoseOfTheLake(flags: [String]) async throws {
        let world = try World()
        // The manifest last: a file that is newer than its manifest is looked into.
        let data = "lake/report=cdr_6/source=lima/day=2026-10-01/cdr_6-2026-10-01.ndjson.gz"
        try world.write(String(repeating: "x", count: 20), to: data)
        try world.write(
            """
            {"format_version":1,"report":"cdr_6","source":"lima","day":"2026-10-01","time_zone":"America/Lima",
             "file":"cdr_6-2026-10-01.ndjson.gz","received":1,"rows":1,"quarantined":0,"bytes":20,"uncompressed_bytes":30,
             "sha256":"\(String(repeating: "0", count: 64))","state":"final","schema":[],"tool":"test",
             "windows":[{"from":"2026-10-01T00:00:00-05:00","to":"2026-10-01T23:59:59-05:00","rows":1,"calls":1}],
             "extracted_at":"2026-10-09T08:30:00Z"}
            """, to: "lake/report=cdr_6/source=lima/day=2026-10-01/_manifest.json")
        let arguments = ["schema", "cdr_6", "--dialect", "athena", "--directory", "lake"] + flags
        #expect(await WolkvoxETL.run(arguments, in: world.context) == 0, "\(world.errors)")
        if flags.last == "list" {
            #expect(
                world.output == """
                    ALTER TABLE `cdr_6_files` ADD IF NOT EXISTS
                      PARTITION (`source` = 'lima', `day` = '2026-10-01') \
                    LOCATION 'lake/report=cdr_6/source=lima/day=2026-10-01/';

                    """)
        } else {
            #expect(world.output.contains("'projection.source.values' = 'lima'"))
            #expect(world.output.contains("'projection.day.range' = '2026-10-01,NOW+1DAYS'"))
        }
        #expect(world.errors.contains("Athena reads from S3"))
        #expect(await WolkvoxETL.run(["schema", "cdr_6", "--dialect", "spark"] + flags, in: world.context) == 64)
    }
}
