import ETL
import Foundation
import S3
import Testing

@testable import FlatFiles
@testable import ObjectLake

/// What a process leaves on this machine that was killed at any moment, not only at a request.
@Suite struct LeftoverTests {
    /// A day that was being brought here was not committed here, however much of it has come.
    @Test(arguments: [0, 1, 100, 1 << 20]) func aDayThatWasBroughtInPartChangesNothing(bytes: Int) async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"], rejected: 1)
        let before = world.store.objects
        let places = try PartitionPaths(LakeWorld.partition)
        let work = try WorkFolder(for: world.store, in: world.staging("one"))
        let remote = try await RemotePartition(LakeWorld.partition, in: world.store)
        try work.begin(BegunWork(remote, people: nil), named: places.stagedName)
        let manifest = try #require(before[places.manifest]).bytes
        try FileManager.default.createDirectory(
            atPath: "\(work.output)/\(places.directory)", withIntermediateDirectories: true)
        try Data(manifest.prefix(bytes)).write(to: URL(filePath: "\(work.output)/\(places.manifest)"))
        try await world.lake().finishInterruptedCommits()
        #expect(world.store.objects == before)
        #expect(try work.unfinished().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: "\(work.output)/\(places.manifest)"))
    }

    /// A day that lies here as it was brought was not committed here either; one that was changed was.
    @Test(arguments: [false, true]) func whatWasCommittedHereIsBrought(isCommitted: Bool) async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let lake = try world.lake()
        // The store is out of reach when the commit is to be brought there.
        do {
            try await lake.withSession(LakeWorld.run("second")) { session in
                let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
                try await LakeWorld.fill(writer, ["3"])
                world.store.with { $0.cut = ($0.requests.count, false) }
                if isCommitted { _ = try await writer.commit(LakeWorld.outcome) } else { throw MemoryStore.gone }
            }
        } catch {
            #expect((error as? ETLError)?.code == .files)
        }
        #expect(try LakeWorld.ids(in: world.store.objects) == ["1", "2"])
        world.store.with { $0.cut = nil }
        try await lake.finishInterruptedCommits()
        #expect(try LakeWorld.ids(in: world.store.objects) == (isCommitted ? ["3"] : ["1", "2"]))
        #expect(try await lake.verify().problems == [])
    }

    /// A manifest that cannot be read makes no day of the store empty.
    @Test(arguments: ["", "{", "{}"]) func damageHereStaysHere(text: String) async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let before = world.store.objects
        let lake = try await world.lake().begin()
        let hand = try await lake.takeInHand(LakeWorld.partition)
        try Data(text.utf8).write(to: URL(filePath: "\(lake.work.output)/\(hand.seen.places.manifest)"))
        await #expect(throws: ETLError.self) { try await hand.publish() }
        #expect(world.store.objects == before)
        try hand.giveUp()
    }

    /// What others have put beside a day stops no work on it and stays; what readers would take for data is a problem.
    @Test func foreignObjectsStopNothing() async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let places = try PartitionPaths(LakeWorld.partition)
        for name in ["", "_SUCCESS", "part-0.parquet"] {
            _ = try await world.store.put(
                "\(places.directory)/\(name)", body: .bytes([1]), condition: .none, attributes: S3Attributes())
        }
        try await world.load(["3"], run: "second")
        #expect(try LakeWorld.ids(in: world.store.objects) == ["3"])
        #expect(world.store.objects["\(places.directory)/"] != nil)
        let problems = try await world.lake().verify().problems
        #expect(problems.map(\.path) == ["\(places.directory)/part-0.parquet"])
    }

    /// A file whose bytes are not those that the manifest tells of is not called sound in the store.
    @Test func flippedBytesStayHere() async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let before = world.store.objects
        let hand = try await world.lake().begin().takeInHand(LakeWorld.partition)
        let path = URL(
            filePath: "\(hand.lake.work.output)/\(hand.seen.places.directory)/\(hand.seen.places.data(.ndjson))")
        var bytes = try Data(contentsOf: path)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: path)
        await #expect(throws: ETLError.self) { try await hand.publish() }
        #expect(world.store.objects == before)
        try hand.giveUp()
    }

    /// A commit is finished for its dead writer, unless a person asked to be forgotten since its rows were received.
    @Test(arguments: [nil, "an-older-list"]) func anIntentOfAnotherListIsDropped(people: String?) async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let (store, before) = (world.store, world.store.objects)
        let lake = try await world.lake().begin()
        let remote = try await RemotePartition(LakeWorld.partition, in: store)
        let key = "\(remote.places.directory)/\(remote.places.data(.ndjson))"
        let file = "\(lake.work.path)/left.gz"
        try Data("another file".utf8).write(to: URL(filePath: file))
        let upload = try await store.upload(key, file: file, size: 12, sha256: "s", .gzip(commit: "left"))
        let intent = ObjectIntent(
            commit: "left", machine: lake.work.machine, partition: LakeWorld.partition,
            steps: [.init(key: key, upload: upload, replaces: remote.versions[key])],
            manifest: try #require(before[remote.places.manifest]).bytes,
            replaces: remote.versions[remote.places.manifest], people: people)
        _ = try await store.put(
            ObjectIntent.key(remote.places), body: .bytes(try intent.encoded()), condition: .absent,
            attributes: .json(commit: "left"))
        try await world.lake().finishInterruptedCommits()
        if people == nil {
            #expect(store.objects[key]?.bytes == Array("another file".utf8))
        } else {
            #expect(store.objects == before)
        }
        #expect(store.with { $0.uploads.isEmpty } && store.objects[ObjectIntent.key(remote.places)] == nil)
    }
}
