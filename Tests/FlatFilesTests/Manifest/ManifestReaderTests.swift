import Foundation
import TestSupport
import Testing

@testable import ETL
@testable import FlatFiles

@Suite struct ManifestReaderTests {
    /// A manifest with or without each thing that a manifest may lack.
    private static func manifest(_ random: inout SplitMix) throws -> Manifest {
        func some<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        let texts = ["", "id", "teléfono", "a \"quoted\" \\ name", "línea\nnueva", "😀", "x\u{1}y"]
        func text() -> String { texts.randomElement(using: &random) ?? "" }
        var manifest = Manifest(
            of: Fixture.plan(), windows: [], rows: Int.random(in: 0...99, using: &random), quarantined: 3, leftOut: 0,
            outcome: PartitionOutcome(state: .final, extractedAt: 1_800_000_000), tool: text())
        manifest.windows = (0..<Int.random(in: 0...3, using: &random)).map {
            Manifest.Received(from: text(), to: text(), rows: $0, calls: 1)
        }
        manifest.pipeline = some(text())
        manifest.origin = some(text())
        manifest.recipe = some(text())
        manifest.hides = some([text(), text()])
        manifest.fence = some(Fence(lease: text(), number: 7))
        manifest.file = some(text())
        manifest.filtered = some(4)
        manifest.forgotten = some(5)
        manifest.sha256 = some(text())
        manifest.contentSHA256 = some(text())
        manifest.rowsFrom = some(.archive)
        manifest.schema = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            Manifest.Column(name: text(), type: FieldType.allCases.randomElement(using: &random) ?? .text)
        }
        manifest.quarantineHides = some([])
        manifest.schemaHistory = some([
            SchemaChange(at: text(), change: .newValue, field: text(), example: text()),
            SchemaChange(at: text(), change: .columnAdded, field: text()),
        ])
        manifest.warnings = some([QualityWarning(expectation: text(), message: text(), rows: 2, example: some(text()))])
        return manifest
    }

    /// One reader for all: what it keeps of one manifest does no harm to the next.
    @Test func whatIsWrittenIsRead() throws {
        var random = SplitMix(state: 11)
        var reader = ManifestReader()
        for _ in 0..<500 {
            let manifest = try Self.manifest(&random)
            #expect(try reader.read(manifest.encoded()) == manifest)
        }
    }

    @Test func theOrderOfTheKeysDoesNotMatter() throws {
        var random = SplitMix(state: 12)
        for _ in 0..<50 {
            let manifest = try Self.manifest(&random)
            let json = try JSONSerialization.jsonObject(with: Data(manifest.encoded()))
            let shuffled = try JSONSerialization.data(withJSONObject: json, options: [.prettyPrinted, .sortedKeys])
            var reader = ManifestReader()
            #expect(try reader.read(Array(shuffled)) == manifest)
        }
    }

    @Test func aMissingKeyIsMissedOnlyWhereItMustBeThere() throws {
        var random = SplitMix(state: 13)
        let manifest = try Self.manifest(&random)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(manifest.encoded())) as? [String: Any])
        let optional: Set = [
            "pipeline", "origin", "recipe", "hides", "file", "filtered", "forgotten", "sha256", "content_sha256",
            "rows_from", "quarantine_hides", "schema_history", "warnings", "lease", "lease_number",
        ]
        for key in Manifest.Key.allCases.map(\.rawValue) {
            var less = json
            less[key] = nil
            let reading = ManifestReader.Result(try JSONSerialization.data(withJSONObject: less))
            #expect(reading.isRead == optional.contains(key), "\(key)")
            less[key] = ["another": "value"]
            #expect(!ManifestReader.Result(try JSONSerialization.data(withJSONObject: less)).isRead, "\(key)")
        }
    }

    @Test func noPartOfItIsTakenForTheWhole() throws {
        var random = SplitMix(state: 14)
        let bytes = try Self.manifest(&random).encoded()
        // The line feed at its end is not missed.
        for count in 0..<bytes.count - 1 {
            #expect(!ManifestReader.Result(Data(bytes.prefix(count))).isRead, "\(count)")
        }
    }

    @Test func aNewerVersionSaysWhichItIs() {
        let result = ManifestReader.Result(Data(#"{"kind": {"a": [1]}, "format_version": 7}"#.utf8))
        #expect(result.version == 7)
        #expect(ManifestReader.Result(Data(#"{"format_version": "7"}"#.utf8)).version == nil)
    }
}

extension ManifestReader {
    /// How the reading of some bytes ended.
    fileprivate struct Result {
        var isRead = false
        var version: Int?

        init(_ data: Data) {
            var reader = ManifestReader()
            do throws(Unreadable) {
                _ = try reader.read(Array(data))
                isRead = true
            } catch {
                version = error.version
            }
        }
    }
}
