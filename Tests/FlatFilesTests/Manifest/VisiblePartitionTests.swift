import Disk
import ETL
import Foundation
import Testing

@testable import FlatFiles

/// A day is there if its file is, for everything that believes manifests.
@Suite struct VisiblePartitionTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader
    private let rows = [Fixture.row(1), Fixture.row(2), Fixture.row(3, note: "bad")]

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    private func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    enum Harm: CaseIterable {
        case noData, cutData, otherData, secondData, directoryAsData, noQuarantine, otherQuarantine, noManifest
        case linkAsManifest, pipeAsManifest, directoryAsManifest
    }

    private func harm(_ harm: Harm) throws {
        let data = path(Fixture.dataFile)
        switch harm {
        case .noData: try Files.remove(data)
        case .cutData: try OpenFile(data, .update).truncate(to: try OpenFile(data, .read).size() - 1)
        case .otherData: try OpenFile(data, .update).write([7, 7, 7], at: 15)
        case .secondData: try directory.write("", to: Fixture.csvFile)
        case .directoryAsData:
            try Files.remove(data)
            try Files.makeDirectory(data)
        case .noQuarantine: try Files.remove(path(Fixture.quarantineFile))
        case .otherQuarantine: try directory.write("x", to: Fixture.quarantineFile)
        case .noManifest: try Files.remove(path(Fixture.manifestFile))
        case .linkAsManifest:
            try Files.rename(path(Fixture.manifestFile), to: path("elsewhere"))
            try FileManager.default.createSymbolicLink(
                atPath: path(Fixture.manifestFile), withDestinationPath: path("elsewhere"))
        case .pipeAsManifest:
            try Files.remove(path(Fixture.manifestFile))
            let made = unsafe mkfifo(path(Fixture.manifestFile), 0o600)
            #expect(made == 0)
        case .directoryAsManifest:
            try Files.remove(path(Fixture.manifestFile))
            try Files.makeDirectory(path(Fixture.manifestFile))
        }
    }

    @Test(arguments: Harm.allCases) func whatIsNotThereIsNotBelieved(_ harm: Harm) async throws {
        _ = try await loader.commit(rows)
        try self.harm(harm)
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        #expect(found == nil)
        let listing = try await directory.lake.listing()
        #expect(listing.manifests == [])
        #expect(listing.damaged.count == (harm == .noManifest ? 0 : 1))
        #expect(try !directory.lake.verify().isSound)
    }

    @Test func aCopyWhoseFilesHaveOtherTimesIsBelieved() async throws {
        _ = try await loader.commit(rows)
        for name in [Fixture.dataFile, Fixture.quarantineFile] {
            let bytes = try directory.bytes(name)
            try Files.remove(path(name))
            try Files.write(bytes, to: path(name))
        }
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        #expect(found?.rows == 2)
    }

    /// The counts of a manifest as an attacker or a broken disk would have them.
    @Test(arguments: [
        (#""received": 3"#, #""received": 9223372036854775807"#), (#""received": 3"#, #""received": 4"#),
        (#""rows": 2,"#, #""rows": 9223372036854775807,"#), (#""rows": 3, "calls""#, #""rows": 2, "calls""#),
        (#""rows": 3, "calls""#, #""rows": -9223372036854775808, "calls""#),
        (#""rows": 3, "calls""#, #""rows": 9223372036854775807, "calls""#),
        (#""quarantined": 1"#, #""quarantined": -9223372036854775808"#),
        (#""uncompressed_bytes": "#, #""uncompressed_bytes": 99999999"#), ("T23:59:59", "T23:59:5"),
        ("2024-10-04T00:00:00", "2024-10-03T00:00:00"), (#""source": "bogota""#, #""source": "../x""#),
        (#""report": "cdr_1""#, #""report": "cdr_2""#), (#""format_version": 1"#, #""format_version": -1"#),
    ])
    func aManifestThatCannotBeIsReplacedByTheNextRun(good: String, bad: String) async throws {
        _ = try await loader.commit(rows)
        let sound = try directory.text(Fixture.manifestFile)
        #expect(sound.contains(good))
        try directory.write(sound.replacing(good, with: bad), to: Fixture.manifestFile)
        #expect(try !directory.lake.verify().isSound)
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        #expect(found == nil)
        #expect(try await directory.lake.listing().damaged.count == 1)
        #expect(try await loader.commit(rows).change == .replaced)
        #expect(try directory.text(Fixture.manifestFile) == sound)
        #expect(try directory.lake.verify().problems == [])
    }

    @Test func stagingThatIsDeletedInTheMiddleOfACommitLosesTheDayOnlyUntilTheNextRun() async throws {
        struct Killed: Error {}
        _ = try await loader.commit([Fixture.row(1), Fixture.row(2)])
        let faulty = FlatFileLoader(Fixture.options(directory), workers: 1) {
            if $0 == .renameManifest { throw Killed() }
        }
        // As many bytes as before, so that the size alone shows nothing.
        await #expect(throws: Killed.self) { try await faulty.commit([Fixture.row(3), Fixture.row(4)]) }
        try FileManager.default.removeItem(atPath: path("_staging"))
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        #expect(found == nil)
    }

    @Test func aManifestWhoseWindowsHaveAGapIsNotPublished() async throws {
        let batch = try Fixture.batch(rows)
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(12..<24), rows: 0, calls: 1))
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(0..<11), rows: batch.count, calls: 1))
            let error = await #expect(throws: ETLError.self) { try await writer.commit(Fixture.outcome) }
            #expect(error?.message.contains("gap") == true)
        }
        #expect(directory.files == [])
    }
}
