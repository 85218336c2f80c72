import ETL
import FlatFiles
import Testing
import WolkvoxETLTesting

@testable import ObjectLake

@Suite struct ObjectLakeConformanceTests {
    @Test func keepsToWhatLoadersPromise() async throws {
        let world = try LakeWorld(MemoryStore())
        let lake = try world.lake()
        let suite = LoaderConformance(lake, resumes: true) { partition in
            guard let manifest = try await lake.manifest(of: partition) else { return nil }
            return manifest.file == nil ? [] : try LakeWorld.ids(in: world.store.objects, partition)
        }
        #expect(await suite.findings() == [])
        #expect(try await lake.verify().problems == [])
    }

    @Test(arguments: RowFormat.all) func keepsToWhatLakesPromise(format: RowFormat) async throws {
        let world = try LakeWorld(MemoryStore())
        let store = world.store
        let suite = LakeConformance(try world.lake(format: format)) { line in
            let id = format.text(line[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
            return format.lines.hasHeader && id == "id" ? nil : id
        } damage: { partition in
            let places = try PartitionPaths(partition)
            store.with { $0.objects["\(places.directory)/\(places.data(format))"]?.bytes = Array("damaged".utf8) }
        }
        #expect(await suite.findings() == [])
    }
}
