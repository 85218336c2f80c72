import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct FlatFileConformanceTests {
    @Test(arguments: FlatFileFormat.allCases) func keepsToWhatLoadersPromise(format: FlatFileFormat) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let loader = FlatFileLoader(Fixture.options(directory, format))
        try await LoaderConformance.check(loader, resumes: true) { partition in
            let places = try PartitionPlaces(partition)
            guard let manifest = try ManifestReading.read("\(path)/\(places.manifest)").manifest else { return nil }
            guard let file = manifest.file else { return [] }
            let lines = try await Tool.lines("\(path)/\(places.directory)/\(file)")
            return switch format {
            case .ndjson: lines.compactMap { $0.split(separator: "\"").dropFirst(3).first.map(String.init) }
            case .csv: lines.dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
            }
        }
        #expect(try OutputVerifier.verify(path).problems == [])
    }
}
