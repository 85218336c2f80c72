import ByteScan
import Foundation
import Testing

@Suite struct ScanSweepTests {
    private static let fixtures: [URL] = {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures").resolvingSymlinksInPath()
        let found = folder.flatMap { FileManager.default.enumerator(at: $0, includingPropertiesForKeys: nil) }
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
    }()

    @Test func thereAreFixtures() {
        #expect(Self.fixtures.count >= 12)
        #expect(Self.fixtures.contains { $0.path.contains("/fail/") })
    }

    @Test(arguments: fixtures)
    func everyChunkSizeBringsTheSame(fixture: URL) throws {
        let bytes = Array(try Data(contentsOf: fixture))
        let keys = ["agent_name", "date", "telephone", "cost", "comment", "result", "count"]
        let whole = scan(bytes, keys: keys, chunk: bytes.count + 1)
        #expect((whole.error != nil) == fixture.path.contains("/fail/"), "\(String(describing: whole.error))")
        for chunk in chunkSizes {
            #expect(scan(bytes, keys: keys, chunk: chunk, rowCapacity: 1 + chunk % 5) == whole, "chunks of \(chunk)")
        }
    }
}
