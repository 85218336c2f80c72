import Testing

@testable import ObjectLake

/// Each reading of a manifest in a store is a request and a decoding.
@Suite struct ManifestReadsTests {
    @Test(arguments: [["1", "2"], ["1", "3"], []])
    func aCommitReadsTheVisibleManifestTwiceAtMost(_ second: [String]) async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        world.store.with { $0.requests = [] }
        try await world.load(second)
        let reads = world.store.with(\.requests).filter { $0.hasPrefix("GET") && $0.hasSuffix("/_manifest.json") }
        #expect((1...2).contains(reads.count), "\(world.store.with(\.requests))")
    }
}
