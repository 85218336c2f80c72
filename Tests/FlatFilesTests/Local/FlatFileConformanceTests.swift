import ETL
import Foundation
import TestSupport
import Testing
import WolkvoxETLTesting

@testable import FlatFiles

@Suite struct FlatFileConformanceTests {
    @Test(arguments: RowFormat.all) func keepsToWhatLoadersPromise(format: RowFormat) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let loader = FlatFileLoader(Fixture.options(directory, format))
        let suite = LoaderConformance(loader, resumes: true) { partition in
            let places = try PartitionPaths(partition)
            guard let manifest = try ManifestReading.read("\(path)/\(places.manifest)").manifest else { return nil }
            guard let file = manifest.file else { return [] }
            let lines = try await Tool.lines("\(path)/\(places.directory)/\(file)")
            return lines.dropFirst(format.lines.hasHeader ? 1 : 0).compactMap { line in
                format.text(Array(line.utf8)[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
            }
        }
        #expect(await suite.findings() == [])
        #expect(try FlatFileLoader(FlatFileOptions(directory: path)).verify().problems == [])
    }

    @Test(arguments: RowFormat.all) func keepsToWhatLakesPromise(format: RowFormat) async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory, format))
        let suite = LakeConformance(lake) { line in
            let id = format.text(line[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
            return format.lines.hasHeader && id == "id" ? nil : id
        } damage: { partition in
            let places = try PartitionPaths(partition)
            try directory.write("damaged", to: "\(places.directory)/\(places.data(format))")
        }
        #expect(await suite.findings() == [])
    }
}
