import ETL
import S3
import Synchronization
import Testing

@testable import FlatFiles
@testable import ObjectLake

@Suite struct TwoWritersTests {
    /// Both have looked before either commits.
    @Test func oneWinsWholeAndTheOtherComesLater() async throws {
        let world = try LakeWorld(MemoryStore())
        let (one, two) = (try world.lake(on: "one"), try world.lake(on: "two"))
        await #expect(throws: ETLError.self) {
            try await one.withSession(LakeWorld.run("a")) { session in
                let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
                try await LakeWorld.fill(writer, ["1", "2"])
                try await two.withSession(LakeWorld.run("b")) { other in
                    let faster = try await other.open(LakeWorld.plan(LakeWorld.partition))
                    try await LakeWorld.fill(faster, ["3"], rejected: 1)
                    _ = try await faster.commit(LakeWorld.outcome)
                }
                do {
                    _ = try await writer.commit(LakeWorld.outcome)
                } catch let error as ETLError {
                    #expect(error.code == .tryLater)
                    throw error
                }
            }
        }
        #expect(try LakeWorld.ids(in: world.store.objects) == ["3"])
        #expect(try await one.verify().problems == [])
        #expect(world.store.with { $0.uploads.count } == 0)
        // The slower one asks again: its rows were dropped.
        try await world.load(["1", "2"], on: "one", run: "a")
        #expect(try LakeWorld.ids(in: world.store.objects) == ["1", "2"])
    }

    /// One of them stands still between any two requests, for longer than an intent lives, while the other comes and goes.
    ///
    /// Where a store deletes whatever is there, a sleeper's day without rows can take a later file along: no case of it.
    @Test(arguments: zip([true, false, true], [["3", "4", "5"], ["3", "4", "5"], []]))
    func aSleeperDoesNotUndoWhatCameSince(deletesByVersion: Bool, ids mine: [String]) async throws {
        for number in 0..<60 {
            let world = try LakeWorld(MemoryStore(deletesByVersion: deletesByVersion))
            try await world.load(["1", "2"], rejected: 1, on: "one", run: "first")
            let other = try world.lake(on: "two")
            let (store, start) = (world.store, world.store.with { $0.requests.count })
            store.pause(at: start + number) {
                store.with { $0.clock += ObjectIntent.longestLife + 1 }
                try await other.withSession(LakeWorld.run("b")) { session in
                    let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
                    try await LakeWorld.fill(writer, ["7", "8", "9"])
                    _ = try await writer.commit(LakeWorld.outcome)
                }
            }
            do {
                try await world.load(mine, on: "one", run: "second")
            } catch let error as ETLError {
                #expect(error.code == .tryLater, "\(number): \(error)")
            }
            let ids = try LakeWorld.ids(in: world.store.objects) ?? []
            #expect(ids == mine || ids == ["7", "8", "9"], "\(number)")
            #expect(try await other.verify().problems == [], "\(number)")
        }
    }

    @Test func aStoreWithoutConditionsHasOneWriter() async throws {
        let world = try LakeWorld(MemoryStore(isConditional: false, deletesByVersion: false))
        let said = try await world.lake(on: "one").withSession(LakeWorld.run("a")) { await $0.warnings() }
        #expect(said.count == 1 && said[0].contains("from one machine alone"))
        try await world.load(["1"], on: "one")
        do {
            try await world.load(["2"], on: "two")
            Issue.record("another machine may write")
        } catch let error as ETLError {
            #expect(error.code == .configuration && error.advice.contains("_staging/writers/"))
        }
        #expect(try LakeWorld.ids(in: world.store.objects) == ["1"])
    }

    /// Two machines that begin at once never both take such a store: one comes in before any request of the other.
    @Test func aStoreWithoutConditionsIsTakenOnce() async throws {
        for number in 0..<12 {
            let world = try LakeWorld(MemoryStore(isConditional: false, deletesByVersion: false))
            let other = try world.lake(on: "two")
            let isSecond = Mutex(false)
            world.store.pause(at: number) {
                let lake = try? await other.begin()
                isSecond.withLock { $0 = lake != nil }
            }
            let isFirst = (try? await world.lake(on: "one").begin()) != nil
            #expect(!(isFirst && isSecond.withLock { $0 }), "request \(number)")
            world.store.with { $0.pause = nil }
            var takers: Set<String> = []
            for machine in ["one", "two", "one", "two"] {
                if (try? await world.lake(on: machine).begin()) != nil { takers.insert(machine) }
            }
            #expect(takers.count == 1, "request \(number)")
        }
    }

    /// Rows that another machine commits were compared with the list of forgotten people as it was: nothing is erased while
    /// that goes on.
    @Test func anErasureWaitsForOlderCommits() async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1"])
        let places = try PartitionPaths(LakeWorld.partition)
        let intent = ObjectIntent(
            commit: "other", machine: "two", partition: LakeWorld.partition, steps: [], manifest: [], replaces: "e0",
            people: "older")
        _ = try await world.store.put(
            ObjectIntent.key(places), body: .bytes(try intent.encoded()), condition: .absent,
            attributes: .json(commit: "other"))
        do {
            _ = try await world.lake().withEraser(LakeWorld.run("erasure"), revision: "") { _ in
                Issue.record("rows are removed while others may come")
            }
            Issue.record("nothing was said")
        } catch let error as ETLError {
            #expect(error.code == .tryLater && error.message.contains("list of forgotten people"))
        }
    }

    @Test func anotherProcessOfThisMachineWaits() async throws {
        let world = try LakeWorld(MemoryStore())
        let lake = try world.lake()
        try await lake.withSession(LakeWorld.run("a")) { session in
            let writer = try await session.open(LakeWorld.plan(LakeWorld.partition))
            do {
                try await world.load(["2"], run: "b")
                Issue.record("two processes have one partition in hand")
            } catch let error as ETLError {
                #expect(error.code == .tryLater)
            }
            try await LakeWorld.fill(writer, ["1"])
            _ = try await writer.commit(LakeWorld.outcome)
        }
        #expect(try LakeWorld.ids(in: world.store.objects) == ["1"])
    }
}
