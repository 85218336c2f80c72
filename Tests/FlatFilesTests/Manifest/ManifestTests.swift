import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct ManifestTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    @Test func standsInTheContractsOrder() async throws {
        let committed = try await loader.commit([Fixture.row(1, seconds: 5), Fixture.row(2, note: "bad")])
        let text = try directory.text(Fixture.manifestFile)
        let manifest = try #require(try ManifestReading.read("\(directory.path)/\(Fixture.manifestFile)").manifest)
        #expect(
            text == """
                {
                  "format_version": 1,
                  "report": "cdr_1",
                  "source": "bogota",
                  "day": "2024-10-04",
                  "time_zone": "America/Bogota",
                  "file": "cdr_1-2024-10-04.ndjson.gz",
                  "received": 2,
                  "rows": 1,
                  "quarantined": 1,
                  "bytes": \(committed.bytes),
                  "uncompressed_bytes": \(manifest.uncompressedBytes),
                  "sha256": "\(manifest.sha256 ?? "")",
                  "content_sha256": "\(manifest.contentSHA256 ?? "")",
                  "windows": [
                    {"from": "2024-10-04T00:00:00-05:00", "to": "2024-10-04T23:59:59-05:00", "rows": 2, "calls": 1}
                  ],
                  "state": "final",
                  "schema": [
                    {"name": "id", "type": "text"},
                    {"name": "seconds", "type": "text"},
                    {"name": "note", "type": "text"},
                    {"name": "phone", "type": "text"}
                  ],
                  "quarantine_hides": [],
                  "tool": "test 1",
                  "extracted_at": "2026-09-21T14:13:20Z"
                }

                """)
    }

    @Test func checksumsAreThoseOfOtherTools() async throws {
        _ = try await loader.commit([Fixture.row(1, seconds: 5)])
        let manifest = try #require(try ManifestReading.read("\(directory.path)/\(Fixture.manifestFile)").manifest)
        let path = "\(directory.path)/\(Fixture.dataFile)"
        let file = String(decoding: try await Tool.run("sha256sum", [path]), as: UTF8.self)
        #expect(file.hasPrefix(try #require(manifest.sha256)))
        let content = String(
            decoding: try await Tool.run("sh", ["-c", "gzip -dc '\(path)' | sha256sum"]), as: UTF8.self)
        #expect(content.hasPrefix(try #require(manifest.contentSHA256)))
    }

    @Test func aDayWithoutFileHasNullsAndZeros() async throws {
        _ = try await loader.commit([])
        let text = try directory.text(Fixture.manifestFile)
        for line in [
            #""file": null,"#, #""sha256": null,"#, #""content_sha256": null,"#, #""bytes": 0,"#,
            #""uncompressed_bytes": 0,"#, #""rows": 0,"#,
        ] { #expect(text.contains(line)) }
    }

    @Test func committedTellsWhatTheManifestSays() async throws {
        let committed = try await loader.commit([Fixture.row(1, seconds: 5)])
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        var expected = committed
        expected.change = nil
        #expect(found == expected)
        #expect(found?.windows.map(\.window) == [Fixture.window()])
        #expect(found?.location == "\(directory.path)/\(Fixture.dataFile)")
    }

    @Test(arguments: ["", "{", "[]", "{}", #"{"format_version":1}"#])
    func aDamagedManifestCountsAsNeverWritten(text: String) async throws {
        _ = try await loader.commit([Fixture.row(1)])
        try directory.write(text, to: Fixture.manifestFile)
        let found = try await loader.withSession(Fixture.run()) { try await $0.committed(Fixture.partition) }
        #expect(found == nil)
        let listing = try await directory.lake.listing()
        #expect(listing.manifests.isEmpty)
        #expect(listing.damaged.map(\.path) == [Fixture.manifestFile])
        let again = try await loader.commit([Fixture.row(1)])
        #expect(again.change == .replaced)
        #expect(try directory.lake.verify().problems == [])
    }

    @Test(arguments: [
        (#""day": "2024-10-04""#, #""day": "2024-13-04""#), (#""file": ""#, #""file": "../"#),
        (#""rows": 1"#, #""rows": -1"#), ("2024-10-04T00:00:00", "2024-10-04T25:00:00"),
    ])
    func aValueThatCannotBeIsDamage(good: String, bad: String) async throws {
        _ = try await loader.commit([Fixture.row(1)])
        let text = try directory.text(Fixture.manifestFile)
        #expect(text.contains(good))
        try directory.write(text.replacing(good, with: bad), to: Fixture.manifestFile)
        #expect(try await directory.lake.listing().damaged.count == 1)
    }

    @Test func aNewerManifestIsRefused() async throws {
        _ = try await loader.commit([Fixture.row(1)])
        try directory.write(#"{"format_version": 2}"#, to: Fixture.manifestFile)
        await #expect(throws: ETLError.self) { try await loader.commit([Fixture.row(2)]) }
        #expect(try directory.text(Fixture.manifestFile) == #"{"format_version": 2}"#)
    }

    @Test func windowsOfSeveralPartsBecomeOneAccount() {
        let kept = [
            kept(0, 12..<24, rows: 1), kept(0, 6..<12, rows: 2), kept(0, 0..<6, rows: 4), kept(1, 12..<24, rows: 8),
            kept(1, 0..<12, rows: 16), kept(2, 18..<24, rows: 32), kept(2, 12..<18, rows: 64),
            kept(2, 0..<12, rows: 128),
        ]
        let merged = WindowMerge.merge(kept, day: Fixture.day, zone: Fixture.zone)
        #expect(merged.map(\.rows) == [2 + 4 + 16 + 128, 1 + 8 + 32 + 64])
        #expect(merged.map(\.calls) == [4, 4])
        #expect(merged.map(\.from) == ["2024-10-04T00:00:00-05:00", "2024-10-04T12:00:00-05:00"])
        #expect(merged.map(\.to) == ["2024-10-04T11:59:59-05:00", "2024-10-04T23:59:59-05:00"])
    }

    @Test func aWideWindowIsCutToTheDay() {
        let wide = Window(days: Fixture.day.advanced(by: -3)...Fixture.day.advanced(by: 3))
        let merged = WindowMerge.merge(
            [KeptWindow(part: 0, window: wide, rows: 3, calls: 2)], day: Fixture.day, zone: Fixture.zone)
        #expect(merged.map(\.from) == ["2024-10-04T00:00:00-05:00"])
        #expect(merged.map(\.to) == ["2024-10-04T23:59:59-05:00"])
    }

    @Test func anEndThatOccursTwiceIsTheLaterOne() throws {
        let day = try #require(Day("2026-04-04"))
        let zone = try #require(ZoneRules(identifier: "America/Santiago", covering: day...day.advanced(by: 1)))
        let merged = WindowMerge.merge(
            [KeptWindow(part: 0, window: Window(day), rows: 0, calls: 1)], day: day, zone: zone)
        #expect(merged.map(\.from) == ["2026-04-04T00:00:00-03:00"])
        #expect(merged.map(\.to) == ["2026-04-04T23:59:59-04:00"])
    }

    private func kept(_ part: Int, _ hours: Range<Int>, rows: Int) -> KeptWindow {
        KeptWindow(part: part, window: Fixture.window(hours), rows: rows, calls: 1)
    }
}
