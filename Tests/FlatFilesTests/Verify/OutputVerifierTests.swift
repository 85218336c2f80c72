import ETL
import Foundation
import Testing

@testable import FlatFiles

@Suite struct OutputVerifierTests {
    private let directory: TemporaryDirectory
    private let rows = [Fixture.row(1, note: "a\\nb"), Fixture.row(2), Fixture.row(3, note: "bad")]

    init() throws { directory = try TemporaryDirectory() }

    private func problems() throws -> [String] { try OutputVerifier.verify(directory.path).problems.map(\.description) }

    @Test(arguments: FlatFileFormat.allCases) func whatWasWrittenIsSound(format: FlatFileFormat) async throws {
        _ = try await FlatFileLoader(Fixture.options(directory, format)).commit(rows)
        let report = try OutputVerifier.verify(directory.path)
        #expect(report.problems == [])
        #expect((report.partitions, report.files, report.rows) == (1, 2, 2))
    }

    @Test func partitionsAreListed() async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        let report = try OutputVerifier.verify(directory.path)
        #expect(report.problems == [])
        #expect(report.partitions == 1)
        let listing = try OutputCatalog.partitions(in: directory.path)
        #expect(listing.entries.map(\.directory) == ["report=cdr_1/source=bogota/day=\(Fixture.day)"])
        #expect(listing.entries.map(\.manifest.partition) == [Fixture.partition])
    }

    private enum Harm: CaseIterable {
        case changedData, cutData, missingData, missingManifest, strayFile, missingQuarantine, changedCount
        case strayQuarantine, movedDay, unfinishedCommit

        var found: String {
            switch self {
            case .changedData: "\(Fixture.dataFile): the file is damaged: it is no sound gzip"
            case .cutData: "\(Fixture.dataFile): the file is damaged: it is cut off"
            case .missingData: "\(Fixture.dataFile): the file is missing"
            case .missingManifest: "\(Fixture.dataFile): no manifest tells of this file"
            case .strayFile: "\(Fixture.directory)/stray: no manifest tells of this file"
            case .missingQuarantine: "\(Fixture.quarantineFile): the file is missing"
            case .changedCount: "\(Fixture.dataFile): rows is 2, and the manifest says 3"
            case .strayQuarantine:
                "_quarantine/report=x/source=bogota/day=2026-01-01/x: no manifest tells of this file"
            case .movedDay:
                "report=cdr_1/source=bogota/day=2026-01-01/_manifest.json: it tells of another report, source or day"
            case .unfinishedCommit: "_staging/run-x/y.intent: a commit was not finished: run the pipeline again"
            }
        }
    }

    @Test(arguments: Harm.allCases) private func harmIsFoundByName(harm: Harm) async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        let data = "\(directory.path)/\(Fixture.dataFile)"
        let files = FileManager.default
        switch harm {
        case .changedData: try OpenFile(data, .update).write([0xFF, 0xFF, 0xFF], at: 12)
        case .cutData: try OpenFile(data, .update).truncate(to: try OpenFile(data, .read).size() - 4)
        case .missingData: try Files.remove(data)
        case .missingManifest: try Files.remove("\(directory.path)/\(Fixture.manifestFile)")
        case .strayFile: try directory.write("", to: "\(Fixture.directory)/stray")
        case .missingQuarantine: try Files.remove("\(directory.path)/\(Fixture.quarantineFile)")
        case .changedCount:
            let text = try directory.text(Fixture.manifestFile)
            try directory.write(text.replacing("\"rows\": 2", with: "\"rows\": 3"), to: Fixture.manifestFile)
        case .strayQuarantine:
            let place = "_quarantine/report=x/source=bogota/day=2026-01-01"
            try files.createDirectory(atPath: "\(directory.path)/\(place)", withIntermediateDirectories: true)
            try directory.write("", to: "\(place)/x")
        case .movedDay:
            try files.moveItem(
                atPath: "\(directory.path)/\(Fixture.directory)",
                toPath: "\(directory.path)/report=cdr_1/source=bogota/day=2026-01-01")
        case .unfinishedCommit:
            try files.createDirectory(
                atPath: "\(directory.path)/_staging/run-x", withIntermediateDirectories: true)
            try directory.write("", to: "_staging/run-x/y.intent")
        }
        #expect(try problems().contains(harm.found))
    }

    @Test func aDirectoryThatIsNotThereIsAnError() throws {
        #expect(throws: ETLError.self) { try OutputVerifier.verify("\(directory.path)/nothing") }
    }
}
