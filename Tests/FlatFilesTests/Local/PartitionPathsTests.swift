import ETL
import Foundation
import Testing

@testable import FlatFiles

@Suite struct PartitionPathsTests {
    private let partition = Partition(report: "cdr_1", source: "bogota", day: Day(number: 0))

    @Test func filesLieWhereReadersLook() throws {
        let places = try PartitionPaths(partition)
        #expect(places.directory == "report=cdr_1/source=bogota/day=1970-01-01")
        #expect(places.data(.csv) == "cdr_1-1970-01-01.csv.gz")
        #expect(places.manifest == "report=cdr_1/source=bogota/day=1970-01-01/_manifest.json")
        #expect(places.quarantine == "_quarantine/report=cdr_1/source=bogota/day=1970-01-01/cdr_1-1970-01-01.ndjson.gz")
    }

    @Test(arguments: [Fixture.directory, "report=cdr_1", "_quarantine", "_quarantine/\(Fixture.directory)"])
    func aLinkThatLeadsOutIsRefused(place: String) async throws {
        let directory = try TemporaryDirectory()
        let outside = try TemporaryDirectory()
        let link = URL(filePath: "\(directory.path)/\(place)")
        try FileManager.default.createDirectory(
            at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: outside.path)
        let error = await #expect(throws: ETLError.self) {
            try await FlatFileLoader(Fixture.options(directory)).commit([Fixture.row(1, note: "bad"), Fixture.row(2)])
        }
        #expect(error?.code == .files)
        #expect(outside.all.isEmpty)
    }

    @Test(arguments: ["_staging", "_runs"]) func aServiceDirectoryThatLeadsOutIsRefused(place: String) throws {
        let directory = try TemporaryDirectory()
        let outside = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: "\(directory.path)/\(place)", withDestinationPath: outside.path)
        #expect(throws: ETLError.self) {
            try FlatFileLoader(Fixture.options(directory)).writeRunRecord(id: "run-1") { try $0([]) }
        }
        #expect(outside.all.isEmpty)
    }

    @Test func aLinkThatStaysWithinIsFollowed() async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: "\(directory.path)/elsewhere", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: "\(directory.path)/report=cdr_1", withDestinationPath: "elsewhere")
        _ = try await FlatFileLoader(Fixture.options(directory)).commit([Fixture.row(1)])
        #expect(directory.files.contains("elsewhere/source=bogota/day=\(Fixture.day)/cdr_1-\(Fixture.day).ndjson.gz"))
    }

    @Test func aDataFileThatIsALinkIsReplacedAndItsTargetLeftAlone() async throws {
        let directory = try TemporaryDirectory()
        let outside = try TemporaryDirectory()
        try outside.write("precious", to: "file")
        try FileManager.default.createDirectory(
            atPath: "\(directory.path)/\(Fixture.directory)", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(directory.path)/\(Fixture.dataFile)", withDestinationPath: "\(outside.path)/file")
        _ = try await FlatFileLoader(Fixture.options(directory)).commit([Fixture.row(1)])
        #expect(try outside.text("file") == "precious")
        #expect(try directory.lake.verify().problems == [])
    }
}
