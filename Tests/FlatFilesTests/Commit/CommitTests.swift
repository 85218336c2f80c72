import Disk
import ETL
import Foundation
import Testing

@testable import FlatFiles

@Suite struct CommitTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader
    private let rows = [Fixture.row(1, seconds: 50), Fixture.row(2, seconds: 40), Fixture.row(3, note: "bad")]

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    @Test func theSameRowsLeaveEveryFileUntouched() async throws {
        _ = try await loader.commit(rows)
        let before = try directory.snapshot()
        #expect(before.count == 3)
        var options = Fixture.options(directory)
        options.toolVersion = "test 2"
        let again = try await FlatFileLoader(options).commit(rows)
        #expect(again.change == .unchanged)
        #expect(try directory.snapshot() == before)
    }

    @Test func anotherStateReplacesTheManifestAlone() async throws {
        _ = try await loader.commit(rows, state: .open)
        let before = try directory.snapshot()
        let again = try await loader.commit(rows, state: .final)
        #expect(again.change == .replaced)
        let after = try directory.snapshot()
        #expect(after[Fixture.dataFile] == before[Fixture.dataFile])
        #expect(after[Fixture.quarantineFile] == before[Fixture.quarantineFile])
        #expect(try directory.text(Fixture.manifestFile).contains(#""state": "final""#))
    }

    @Test func otherRejectedRowsReplaceTheQuarantineAlone() async throws {
        _ = try await loader.commit(rows)
        let before = try directory.snapshot()
        let again = try await loader.commit(rows.dropLast() + [Fixture.row(4, note: "bad")])
        #expect(again.change == .replaced)
        let after = try directory.snapshot()
        #expect(after[Fixture.dataFile] == before[Fixture.dataFile])
        #expect(after[Fixture.quarantineFile]?.bytes != before[Fixture.quarantineFile]?.bytes)
    }

    @Test func aSpoiledFileIsMended() async throws {
        _ = try await loader.commit(rows)
        let good = try directory.bytes(Fixture.dataFile)
        try OpenFile("\(directory.path)/\(Fixture.dataFile)", .update).write([0, 0, 0], at: 20)
        let again = try await loader.commit(rows)
        #expect(again.change == .replaced)
        #expect(try directory.bytes(Fixture.dataFile) == good)
    }

    @Test func anotherFormatTakesThePlaceOfTheOldFile() async throws {
        _ = try await loader.commit(rows)
        _ = try await FlatFileLoader(Fixture.options(directory, .csv)).commit(rows)
        #expect(directory.files == [Fixture.quarantineFile, Fixture.csvFile, Fixture.manifestFile].sorted())
    }

    @Test func aDayThatLostItsRowsLosesItsFile() async throws {
        _ = try await loader.commit(rows)
        _ = try await loader.commit([])
        #expect(directory.files == [Fixture.manifestFile])
    }

    @Test func stagingIsAsGoodAsEmptyAfterAGoodRun() async throws {
        _ = try await loader.commit(rows)
        #expect(directory.all.filter { $0.hasPrefix("_staging") } == ["_staging/.commit.lock"])
    }

    @Test func theLongestLivedSecretsAreReadableByTheOwnerAlone() async throws {
        _ = try await loader.commit(rows)
        #expect(try directory.attributes(Fixture.quarantineFile).permissions == 0o600)
        for place in ["_quarantine", "_quarantine/report=cdr_1", "_quarantine/\(Fixture.directory)"] {
            #expect(try directory.attributes(place).permissions == 0o700)
        }
    }

    @Test func dataFilesFollowTheProcessesMask() async throws {
        _ = try await loader.commit(rows)
        try directory.write("", to: "_staging/ordinary")
        let path = "\(directory.path)/_staging/ordinary"
        try Files.remove(path)
        _ = try OpenFile(path, .replace)
        let ordinary = try directory.attributes("_staging/ordinary").permissions
        #expect(try directory.attributes(Fixture.dataFile).permissions == ordinary)
        #expect(try directory.attributes(Fixture.manifestFile).permissions == ordinary)
    }

    @Test func unfinishedWorkIsReadableByTheOwnerAlone() async throws {
        let batch = try Fixture.batch(rows)
        let directory = directory
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: batch.count, calls: 1))
            let run = try #require(try Files.names(in: "\(directory.path)/_staging").first { $0.hasPrefix("run-") })
            #expect(try directory.attributes("_staging/\(run)").permissions == 0o700)
            let checkpoint = try #require(directory.all.first { $0.hasSuffix(".checkpoint") })
            #expect(try directory.attributes(checkpoint).permissions == 0o600)
        }
    }

    @Test func markSuspectTouchesTheManifestAlone() async throws {
        _ = try await loader.commit(rows)
        let before = try directory.snapshot()
        let state = try await loader.withSession(Fixture.run()) { session in
            try await session.markSuspect(Fixture.partition)
            let state = try await session.committed(Fixture.partition)?.state
            try await session.finish(endedWell: true)
            return state
        }
        #expect(state == .suspect)
        #expect(try directory.snapshot()[Fixture.dataFile] == before[Fixture.dataFile])
        let again = try await loader.commit(rows)
        #expect(again.state == .final)
    }
}
