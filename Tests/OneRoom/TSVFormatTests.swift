import ETL
import FlatFiles
import Foundation
import TestSupport
import Testing
import WolkvoxETLTesting

/// A row format that the program does not have, added through its public API alone.
@Suite struct TSVFormatTests {
    @Test func aLoaderWritesItAndKeepsToWhatLoadersPromise() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tsv-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let loader = FlatFileLoader(FlatFileOptions(directory: path, format: .tsv))
        let suite = LoaderConformance(loader, resumes: true) { partition in
            let place = "report=\(partition.report)/source=\(partition.source)/day=\(partition.day)"
            let manifest = folder.appending(path: "\(place)/_manifest.json")
            guard FileManager.default.fileExists(atPath: manifest.path) else { return nil }
            let file = folder.appending(path: "\(place)/\(partition.report)-\(partition.day).tsv.gz")
            guard FileManager.default.fileExists(atPath: file.path) else { return [] }
            let lines = try await Tool.lines(file.path)
            #expect(lines.first == "id\tat\tnote")
            return lines.dropFirst().map { String($0.prefix { $0 != "\t" }) }
        }
        #expect(await suite.findings() == [])
        let report = try loader.verify()
        #expect(report.problems == [])
        #expect(report.rows > 0)
    }
}
