import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct FlatFileConformanceTests {
    @Test(arguments: RowFormat.all) func keepsToWhatLoadersPromise(format: RowFormat) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let loader = FlatFileLoader(Fixture.options(directory, format))
        try await LoaderConformance.check(loader, resumes: true) { partition in
            let places = try PartitionPlaces(partition)
            guard let manifest = try ManifestReading.read("\(path)/\(places.manifest)").manifest else { return nil }
            guard let file = manifest.file else { return [] }
            let lines = try await Tool.lines("\(path)/\(places.directory)/\(file)")
            return lines.dropFirst(format.lines.hasHeader ? 1 : 0).compactMap { line in
                format.text(Array(line.utf8)[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
            }
        }
        #expect(try FlatFileLoader(FlatFileOptions(directory: path)).verify().problems == [])
    }
}
