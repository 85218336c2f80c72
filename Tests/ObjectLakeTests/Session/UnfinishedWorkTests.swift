import ETL
import Foundation
import S3
import Testing

@testable import FlatFiles
@testable import ObjectLake

/// What was committed on this machine and not brought to the store.
@Suite struct UnfinishedWorkTests {
    /// A world whose store holds the rows 1 and 2, and a machine on which 3, 4 and 5 were committed while the store was
    /// out of reach.
    ///
    /// - Parameter request: after how many requests of the commit the store went out of reach.
    /// - Returns: the world; whether the commit failed.
    /// - Throws: what makes the world useless.
    private static func world(after request: Int) async throws -> (LakeWorld, isCut: Bool) {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        let whole: Void? = try? await world.lake().withSession(LakeWorld.run("second")) { session in
            let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
            try await LakeWorld.fill(writer, ["3", "4", "5"], rejected: 1)
            world.store.with { $0.cut = ($0.requests.count + request, true) }
            _ = try await writer.commit(LakeWorld.outcome)
        }
        world.store.with { $0.cut = nil }
        return (world, whole == nil)
    }

    private static func world() async throws -> LakeWorld { try await world(after: 0).0 }

    /// Another machine is committing the day.
    private static func begin(by machine: String, in world: LakeWorld) async throws {
        let intent = ObjectIntent(
            commit: "other", machine: machine, partition: LakeWorld.partition, steps: [], manifest: [],
            replaces: "e0", people: nil)
        let key = ObjectIntent.key(try PartitionPaths(LakeWorld.partition))
        _ = try await world.store.put(
            key, body: .bytes(try intent.encoded()), condition: .absent, attributes: .json(commit: "other"))
    }

    /// Who looks at a day before a run begins does not drop what lies here of it.
    @Test func aLookBringsWhatWasCommitted() async throws {
        let world = try await Self.world()
        let provenance = Provenance(pipeline: "tests", origin: "", recipe: "")
        _ = try await (world.lake() as any Lake).lastSlice(of: LakeWorld.partition, by: provenance)
        #expect(try LakeWorld.ids(in: world.store.objects) == ["3", "4", "5"])
        #expect(try await world.lake().verify().problems == [])
        #expect(try WorkFolder(for: world.store, in: world.staging("one")).unfinished() == [])
    }

    /// While another machine commits the day, what lies here stays for later.
    @Test func aLookBesideAnotherMachineDropsNothing() async throws {
        let world = try await Self.world()
        try await Self.begin(by: "two", in: world)
        for _ in 0..<2 {
            await #expect(throws: ETLError.self) { try await world.lake().begin().takeInHand(LakeWorld.partition) }
            try await world.lake().finishInterruptedCommits()
        }
        world.store.with { $0.clock += ObjectIntent.longestLife + 1 }
        try await world.lake().finishInterruptedCommits()
        #expect(try LakeWorld.ids(in: world.store.objects) == ["3", "4", "5"])
    }

    /// What is damaged here, or is known to nobody, is asked for again, and stops no run.
    @Test(arguments: ["data", "manifest", "note"]) func damageStopsNoRun(what: String) async throws {
        let world = try await Self.world()
        let places = try PartitionPaths(LakeWorld.partition)
        let work = try WorkFolder(for: world.store, in: world.staging("one"))
        let path =
            switch what {
            case "data": "\(work.output)/\(places.directory)/\(places.data(.ndjson))"
            case "manifest": "\(work.output)/\(places.manifest)"
            default: "\(work.path)/begun/\(places.stagedName)"
            }
        try Data("{".utf8).write(to: URL(filePath: path))
        let notices = try await world.lake().withSession(LakeWorld.run("second")) { session in
            #expect(await !session.wasCommittedByThisRun(LakeWorld.partition))
            return await session.warnings()
        }
        #expect(notices.count == (what == "note" ? 0 : 1))
        #expect(try LakeWorld.ids(in: world.store.objects) == ["1", "2"])
        try await world.load(["3"], run: "second")
        #expect(try LakeWorld.ids(in: world.store.objects) == ["3"])
        #expect(try await world.lake().verify().problems == [])
    }

    /// A note that was being written when its process died is removed.
    @Test func aPartOfANoteGoes() async throws {
        let world = try LakeWorld(MemoryStore())
        let work = try WorkFolder(for: world.store, in: world.staging("one"))
        let name = try PartitionPaths(LakeWorld.partition).stagedName
        try Data("{".utf8).write(to: URL(filePath: "\(work.path)/begun/\(name).\(UUID().uuidString).part"))
        try await world.lake().finishInterruptedCommits()
        #expect(try work.unfinished() == [])
        #expect(try !work.isLost(name))
    }

    /// A day that a run could not bring stays one that it has not brought, whatever is begun and killed after that.
    @Test func aLostDayStaysLost() async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1", "2"])
        await #expect(throws: ETLError.self) {
            try await world.lake().withSession(LakeWorld.run("second")) { session in
                let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
                try await LakeWorld.fill(writer, ["3"])
                try await world.load(["4"], on: "two")
                _ = try await writer.commit(LakeWorld.outcome)
            }
        }
        // The next attempt is killed with the day in hand.
        let places = try PartitionPaths(LakeWorld.partition)
        let lake = try await world.lake().begin()
        var seen = try await RemotePartition(LakeWorld.partition, in: world.store)
        var begun = BegunWork(seen, people: nil)
        try await seen.bring(from: world.store, to: lake.work.output)
        begun.brought = seen.broughtManifest
        try lake.work.begin(begun, named: places.stagedName)
        try await world.lake().withSession(LakeWorld.run("second")) { session in
            #expect(await !session.wasCommittedByThisRun(LakeWorld.partition))
        }
        #expect(try LakeWorld.ids(in: world.store.objects) == ["4"])
    }

    /// While another machine's commit keeps a day from being brought, no run says that it is there.
    @Test func aDayThatWaitsIsNotThereYet() async throws {
        let world = try await Self.world()
        try await Self.begin(by: "two", in: world)
        try await world.lake().withSession(LakeWorld.run("second")) { session in
            #expect(await !session.wasCommittedByThisRun(LakeWorld.partition))
        }
    }

    /// Uploads of others beside a day's files, and of other programs in the bucket, are left alone however old they are.
    @Test func uploadsOfOthersStay() async throws {
        let world = try await Self.world(after: 3).0
        let places = try PartitionPaths(LakeWorld.partition)
        let file = "\(world.staging("one"))/foreign"
        try Data("foreign".utf8).write(to: URL(filePath: file))
        for key in ["\(places.directory)/part-0.parquet", "another/program.bin", "report=rows/_SUCCESS"] {
            _ = try await world.store.upload(key, file: file, size: 7, sha256: "", .json())
        }
        world.store.with { $0.clock += 200_000 }
        try await world.lake().finishInterruptedCommits()
        #expect(world.store.with { $0.uploads.values.map(\.key) }.count == 3)
    }

    /// An upload that an intent names can vanish after new quarantine is visible: a rule of the bucket ends old uploads.
    @Test(arguments: ["one", "two"]) func aLostUploadLeavesNoDayThatNeverWas(machine: String) async throws {
        let places = try PartitionPaths(LakeWorld.partition)
        var request = 0
        while true {
            let (world, isCut) = try await Self.world(after: request)
            guard isCut else { break }
            let isBegun = world.store.objects[places.quarantine] != nil
            world.store.with { state in
                state.uploads = [:]
                state.clock += ObjectIntent.longestLife + 1
            }
            try await world.lake(on: machine).finishInterruptedCommits()
            let ids = try LakeWorld.ids(in: world.store.objects)
            let comment: Comment = "request \(request)"
            if machine == "one" {
                #expect(ids == ["3", "4", "5"], comment)
                #expect(try await world.lake().verify().problems == [], comment)
            } else if isBegun, ids == ["1", "2"] {
                #expect(try await world.lake(on: machine).manifest(of: LakeWorld.partition) == nil, comment)
            }
            try await world.load(["6"], on: machine, run: "third")
            #expect(try LakeWorld.ids(in: world.store.objects) == ["6"], comment)
            #expect(try await world.lake(on: machine).verify().problems == [], comment)
            request += 1
        }
        #expect(request > 8)
    }
}
