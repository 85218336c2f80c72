import Disk
import ETL
import Foundation
import Testing

@testable import FlatFiles

@Suite struct OutputVerifierTests {
    private let directory: TemporaryDirectory
    private let rows = [Fixture.row(1, note: "a\\nb"), Fixture.row(2), Fixture.row(3, note: "bad")]

    init() throws { directory = try TemporaryDirectory() }

    private func problems() throws -> [String] { try directory.lake.verify().problems.map(\.description) }

    @Test(arguments: RowFormat.all) func whatWasWrittenIsSound(format: RowFormat) async throws {
        _ = try await FlatFileLoader(Fixture.options(directory, format)).commit(rows)
        let report = try directory.lake.verify()
        #expect(report.problems == [])
        #expect((report.partitions, report.files, report.rows) == (1, 2, 2))
    }

    @Test func partitionsAreListed() async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        let report = try directory.lake.verify()
        #expect(report.problems == [])
        #expect(report.partitions == 1)
        let listing = try await directory.lake.listing()
        #expect(listing.manifests.map(\.partition) == [Fixture.partition])
    }

    @Test(arguments: ["/dev/null", "file", "fifo"]) func whatIsNotAFolderIsRefused(name: String) async throws {
        let path = name.hasPrefix("/") ? name : "\(directory.path)/\(name)"
        if name == "file" { try Data("x".utf8).write(to: URL(fileURLWithPath: path)) }
        if name == "fifo" { #expect(unsafe mkfifo(path, 0o600) == 0) }
        let error = #expect(throws: ETLError.self) { try FlatFileLoader(FlatFileOptions(directory: path)).verify() }
        #expect(error?.message == "\(path) is not a folder")
        await #expect(throws: ETLError.self) { try await FlatFileLoader(FlatFileOptions(directory: path)).listing() }
    }

    private enum Harm: CaseIterable {
        case changedData, cutData, missingData, missingManifest, strayFile, missingQuarantine, changedCount
        case strayQuarantine, movedDay, unfinishedCommit

        var found: String {
            switch self {
            case .changedData: "\(Fixture.dataFile): the file is damaged: it is not valid gzip"
            case .cutData: "\(Fixture.dataFile): the file is damaged: it is cut off"
            case .missingData: "\(Fixture.dataFile): the file is missing"
            case .missingManifest: "\(Fixture.dataFile): not listed in any manifest"
            case .strayFile: "\(Fixture.directory)/stray: not listed in any manifest"
            case .missingQuarantine: "\(Fixture.quarantineFile): the file is missing"
            case .changedCount:
                "\(Fixture.manifestFile): the manifest is damaged: received is not rows and quarantined together"
            case .strayQuarantine:
                "_quarantine/report=x/source=bogota/day=2026-01-01/x: not listed in any manifest"
            case .movedDay:
                "report=cdr_1/source=bogota/day=2026-01-01/_manifest.json: it is of another report, source or day"
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
        #expect(throws: ETLError.self) {
            try FlatFileLoader(FlatFileOptions(directory: "\(directory.path)/nothing")).verify()
        }
    }

    @Test func whatNoReaderTakesForDataIsPassedOver() async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        for name in [
            "report=cdr_1/.DS_Store", "\(Fixture.directory)/.nfs0001", "\(Fixture.directory)/_SUCCESS", "notes",
        ] {
            try directory.write("x", to: name)
        }
        #expect(try problems() == [])
    }

    /// Globs read them all, wherever below a report they lie.
    @Test(arguments: [
        "report=cdr_1/x.ndjson.gz", "report=cdr_1/source=bogota/x.csv.gz", "\(Fixture.directory)/sub/x.ndjson.gz",
        "\(Fixture.directory)/_x.ndjson.gz", "report=other/part.gz",
        "report=cdr_1/day=2024-10-04/cdr_1-2024-10-04.csv.gz",
    ])
    func aDataFileThatIsNotListedIsFoundWhereverItLies(name: String) async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        try OutputRoot(existing: directory.path).makeDirectories(Files.parent(of: name))
        try directory.write("", to: name)
        #expect(try problems() == ["\(name): not listed in any manifest"])
    }

    private func commit(source: String, rows: [String], origin: String, at instant: Int64) async throws {
        var plan = Fixture.plan(Partition(report: "cdr_1", source: source, day: Fixture.day))
        plan.provenance = Provenance(pipeline: "nightly", origin: origin, recipe: "a")
        let batch = try Fixture.batch(rows)
        try await FlatFileLoader(Fixture.options(directory)).withSession(Fixture.run(source, fingerprint: source)) {
            let writer = try await $0.open(plan)
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: batch.count, calls: 1))
            _ = try await writer.commit(PartitionOutcome(state: .final, extractedAt: instant))
            try await $0.finish(endedWell: true)
        }
    }

    @Test func aSourceThatWasRenamedIsFound() async throws {
        try await commit(source: "bogota", rows: rows, origin: "wv0012.wolkvox.com", at: 1_790_000_000)
        try await commit(source: "cali", rows: rows, origin: "wv0012.wolkvox.com", at: 1_780_000_000)
        let path = try OutputRoot(existing: directory.path).path
        #expect(
            try problems() == [
                "report=*/source=bogota: 1 day has the same rows as in source=cali, from the same server"
            ])
        #expect(
            try directory.lake.verify().problems.map(\.renaming) == [
                LakeProblem.Renaming(directory: path, old: "cali", new: "bogota")
            ])
        try directory.lake.writeRunRecord(id: "1") { try $0(Array(#"{"sources":["bogota"]}"#.utf8)) }
        try directory.lake.writeRunRecord(id: "2") { try $0(Array(#"{"sources":["cali"]}"#.utf8)) }
        #expect(try problems().count == 1)
        try directory.lake.writeRunRecord(id: "3") { try $0(Array(#"{"sources":["bogota","cali","quito"]}"#.utf8)) }
        #expect(try problems() == [])
    }

    @Test func otherRowsOrAnotherServerAreAnotherSource() async throws {
        try await commit(source: "bogota", rows: rows, origin: "wv0012.wolkvox.com", at: 1_790_000_000)
        try await commit(source: "cali", rows: rows, origin: "wv0013.wolkvox.com", at: 1_790_000_000)
        try await commit(source: "quito", rows: [Fixture.row(9)], origin: "wv0012.wolkvox.com", at: 1_790_000_000)
        try await commit(source: "lima", rows: [], origin: "wv0012.wolkvox.com", at: 1_790_000_000)
        try await commit(source: "sucre", rows: [], origin: "wv0012.wolkvox.com", at: 1_790_000_000)
        #expect(try problems() == [])
    }

    @Test func aDayThatIsThereTwiceIsFound() async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        let old = "report=cdr_1/day=\(Fixture.day)"
        try FileManager.default.copyItem(
            atPath: "\(directory.path)/\(Fixture.directory)", toPath: "\(directory.path)/\(old)")
        let quarantine = "\(directory.path)/_quarantine/"
        try FileManager.default.copyItem(atPath: quarantine + Fixture.directory, toPath: quarantine + old)
        #expect(
            try problems() == ["\(Fixture.directory): the same day of the same report and source is also in \(old)"])
    }

    /// Links, pipes, directories and newer manifests, each beside a day that is damaged: all are told of.
    @Test func nothingOddEndsTheCheck() async throws {
        let loader = FlatFileLoader(Fixture.options(directory))
        let places = try (0..<6).map { number in
            try PartitionPaths(Partition(report: "r\(number)", source: "s", day: Fixture.day))
        }
        for number in 0..<6 {
            let partition = Partition(report: "r\(number)", source: "s", day: Fixture.day)
            _ = try await loader.commit([Fixture.row(1)], plan: Fixture.plan(partition))
        }
        func path(_ name: String) -> String { "\(directory.path)/\(name)" }
        try Files.remove(path(places[0].manifest))
        let made = unsafe mkfifo(path(places[0].manifest), 0o600)
        #expect(made == 0)
        try Files.remove(path(places[1].manifest))
        try Files.makeDirectory(path(places[1].manifest))
        try directory.write(#"{"format_version": 2}"#, to: places[2].manifest)
        let data = path("\(places[3].directory)/\(places[3].data(.ndjson))")
        try Files.rename(data, to: path("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: data, withDestinationPath: path("elsewhere"))
        let outside = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: path("report=r9"), withDestinationPath: outside.path)
        try FileManager.default.createDirectory(
            atPath: "\(outside.path)/source=s/day=2024-10-04", withIntermediateDirectories: true)
        try Files.remove(path("\(places[5].directory)/\(places[5].data(.ndjson))"))
        let found = try problems().joined(separator: "\n")
        for expected in [
            "\(places[0].manifest): the manifest is damaged: it is not a file",
            "\(places[1].manifest): the manifest is damaged: it is a directory",
            "\(places[2].manifest): the manifest was written by a newer version",
            "\(places[3].directory)/\(places[3].data(.ndjson)): it is a symbolic link",
            "report=r9/source=s/day=2024-10-04: \(directory.path)/report=r9 is a symbolic link that leads out",
            "\(places[5].directory)/\(places[5].data(.ndjson)): the file is missing",
        ] { #expect(found.contains(expected)) }
        #expect(!found.contains("report=r4"))
    }

    /// Between two renames of a commit the data is new and the manifest old; whatever looks then looks again.
    @Test func aCommitThatIsUnderWayIsNotTakenForDamage() async throws {
        _ = try await FlatFileLoader(Fixture.options(directory)).commit(rows)
        let path = directory.path
        let (found, look) = AsyncStream.makeStream(of: [Bool].self)
        let loader = FlatFileLoader(Fixture.options(directory), workers: 1) { step in
            guard step == .renameManifest else { return }
            Task.detached {
                let report = try? FlatFileLoader(FlatFileOptions(directory: path)).verify()
                let listing = try? await FlatFileLoader(FlatFileOptions(directory: path)).listing()
                look.yield([report?.problems == [], listing?.manifests.count == 1])
                look.finish()
            }
            // Gives it the time to look; whether it has changes nothing of what it must find in the end.
            Thread.sleep(forTimeInterval: 0.5)
        }
        _ = try await loader.commit([Fixture.row(7), Fixture.row(8), Fixture.row(9, note: "bad")])
        var looks: [[Bool]] = []
        for await look in found { looks.append(look) }
        #expect(looks == [[true, true]])
    }
}
