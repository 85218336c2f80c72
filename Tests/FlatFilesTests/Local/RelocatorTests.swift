import Disk
import ETL
import Foundation
import Testing

@testable import FlatFiles

@Suite struct RelocatorTests {
    private func moved(_ days: Int, merged: Int = 0) -> RelocationReport {
        var report = RelocationReport()
        (report.moved, report.merged) = (days, merged)
        return report
    }

    private let directory: TemporaryDirectory
    private let provenance = Provenance(pipeline: "nightly", origin: "wv0012.wolkvox.com", recipe: "r")

    init() throws { directory = try TemporaryDirectory() }

    private func commit(_ source: String = "bogota", _ rows: [String] = [Fixture.row(1), Fixture.row(2, note: "bad")])
        async throws
    {
        var plan = Fixture.plan(Partition(report: "cdr_1", source: source, day: Fixture.day))
        plan.provenance = provenance
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows, plan: plan)
    }

    /// Moves the day where version 0.1 had it.
    private func makeOutdated() throws {
        for start in ["", "_quarantine/"] {
            let report = "\(directory.path)/\(start)report=cdr_1"
            try FileManager.default.moveItem(
                atPath: "\(report)/source=bogota/day=\(Fixture.day)", toPath: "\(report)/day=\(Fixture.day)")
            try FileManager.default.removeItem(atPath: "\(report)/source=bogota")
        }
    }

    private func contents() throws -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: try directory.files.map { ($0, try directory.bytes($0)) })
    }

    @Test func anOutdatedDayMovesWithItsQuarantineAndKeepsItsBytes() async throws {
        try await commit()
        let before = try contents()
        try makeOutdated()
        #expect(try await directory.lake.outdatedDays() == ["report=cdr_1/day=\(Fixture.day)"])
        #expect(try await directory.lake.moveOutdatedDays() == moved(1))
        #expect(try contents() == before)
        #expect(try directory.lake.verify().problems == [])
        #expect(try await directory.lake.moveOutdatedDays() == RelocationReport())
    }

    @Test func aKillBetweenTheTwoRenamesIsFinished() async throws {
        try await commit()
        let before = try contents()
        try makeOutdated()
        let hidden = "\(directory.path)/_quarantine/report=cdr_1"
        try FileManager.default.createDirectory(atPath: "\(hidden)/source=bogota", withIntermediateDirectories: false)
        try FileManager.default.moveItem(
            atPath: "\(hidden)/day=\(Fixture.day)", toPath: "\(hidden)/source=bogota/day=\(Fixture.day)")
        #expect(try await directory.lake.moveOutdatedDays() == moved(1))
        #expect(try contents() == before)
    }

    @Test func aDayThatIsThereAlreadyIsMergedOnlyIfItIsTheSame() async throws {
        try await commit()
        try makeOutdated()
        try await commit()
        let after = try contents().filter { $0.key.contains("source=") }
        #expect(try await directory.lake.moveOutdatedDays() == moved(0, merged: 1))
        #expect(try contents() == after)

        try makeOutdated()
        try await commit("bogota", [Fixture.row(3)])
        let both = try contents()
        let report = try await directory.lake.moveOutdatedDays()
        #expect(report.moved == 0 && report.merged == 0)
        #expect(report.left.first?.path == "report=cdr_1/day=\(Fixture.day)")
        #expect(try contents() == both)
    }

    @Test(arguments: ["", "{}", "{\"format_version\": 1"]) func aDayWithoutAManifestStays(manifest: String) async throws
    {
        try await commit()
        try makeOutdated()
        let path = "report=cdr_1/day=\(Fixture.day)/_manifest.json"
        if manifest.isEmpty {
            try Files.remove("\(directory.path)/\(path)")
        } else {
            try directory.write(manifest, to: path)
        }
        let before = try contents()
        let report = try await directory.lake.moveOutdatedDays()
        #expect(report.left.map(\.path) == ["report=cdr_1/day=\(Fixture.day)"])
        #expect(try contents() == before)
    }

    @Test func aSourceGetsAnotherNameInItsManifestsToo() async throws {
        try await commit("main")
        let data = try directory.bytes("report=cdr_1/source=main/day=\(Fixture.day)/cdr_1-\(Fixture.day).ndjson.gz")
        #expect(try directory.lake.rename(source: "main", to: "bogota") == moved(1))
        #expect(try directory.bytes(Fixture.dataFile) == data)
        #expect(directory.files.allSatisfy { !$0.contains("source=main") })
        #expect(try directory.lake.manifest(of: Fixture.partition)?.source == "bogota")
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func aRenamingThatWasKilledAfterTheManifestIsFinished() async throws {
        try await commit("main")
        let path = "report=cdr_1/source=main/day=\(Fixture.day)/_manifest.json"
        try directory.write(try directory.text(path).replacing("\"main\"", with: "\"bogota\""), to: path)
        #expect(try directory.lake.rename(source: "main", to: "bogota") == moved(1))
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func copiesUnderBothNamesBecomeOne() async throws {
        try await commit("main")
        try await commit("bogota")
        #expect(try directory.lake.rename(source: "main", to: "bogota") == moved(0, merged: 1))
        #expect(directory.files.allSatisfy { !$0.contains("source=main") })
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func aNameThatIsNoFoldersIsRefused() throws {
        #expect(throws: ETLError.self) { try directory.lake.rename(source: "main", to: "../elsewhere") }
    }
}
