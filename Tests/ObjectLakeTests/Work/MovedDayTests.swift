import ETL
import Testing

@testable import FlatFiles
@testable import ObjectLake

/// Days of a store that get another source's name, or go.
@Suite struct MovedDayTests {
    private static let moved = Partition(report: "rows", source: "t", day: LakeWorld.day)

    /// The store goes out of reach before or after any request: moving again ends what was begun.
    @Test(arguments: [true, false], [true, false]) func movingCanBeKilledAtAnyRequest(
        isDone: Bool, deletesByVersion: Bool
    ) async throws {
        var number = 0
        while true {
            let world = try LakeWorld(MemoryStore(deletesByVersion: deletesByVersion))
            try await world.load(["1", "2"], rejected: 1)
            world.store.with { $0.cut = ($0.requests.count + number, isDone) }
            var isWhole = true
            do {
                _ = try await world.lake().rename(source: "s", to: "t")
            } catch {
                isWhole = false
                #expect((error as? ETLError)?.code == .files, "\(error)")
            }
            world.store.with { $0.cut = nil }
            let comment: Comment = "request \(number), done \(isDone)"
            try #require(number < 200, comment)
            if !isWhole {
                let report = try await world.lake().rename(source: "s", to: "t")
                #expect(report.left == [], comment)
            }
            #expect(try LakeWorld.ids(in: world.store.objects, Self.moved) == ["1", "2"], comment)
            #expect(world.store.objects.keys.filter { $0.contains("source=s/") } == [], comment)
            #expect(try await world.lake().verify().problems == [], comment)
            #expect(
                world.leftovers(of: "one").filter { !$0.hasSuffix(".spare") && $0 != "journal.json" } == [], comment)
            if isWhole { break }
            number += 1
        }
        #expect(number > 20)
    }

    /// A day that another process of this machine has in hand stays with it.
    @Test func aDayInHandIsNotMoved() async throws {
        let world = try LakeWorld(MemoryStore())
        let other = Partition(report: "zones", source: "s", day: LakeWorld.day)
        try await world.load(["1"])
        try await world.load(["2"], partition: other)
        try await world.lake().withSession(LakeWorld.run("second")) { session in
            let writer = try await session.open(LakeWorld.plan(other))
            try await LakeWorld.fill(writer, ["3"])
            do {
                _ = try await world.lake().rename(source: "s", to: "t")
                Issue.record("a day in hand was moved")
            } catch let error as ETLError {
                #expect(error.code == .tryLater)
            }
            _ = try await writer.commit(LakeWorld.outcome)
        }
        #expect(try LakeWorld.ids(in: world.store.objects, other) == ["3"])
        #expect(try LakeWorld.ids(in: world.store.objects, Self.moved) == ["1"])
        #expect(try await world.lake().rename(source: "s", to: "t").moved == 1)
        #expect(try await world.lake().verify().problems == [])
    }

    /// A removal that was begun is ended, also after somebody else asked to be forgotten.
    @Test func aNewListEndsNoRemovalHalfway() async throws {
        for number in 0..<40 {
            let world = try LakeWorld(MemoryStore())
            try await world.load(["1", "2"], rejected: 1)
            world.store.with { $0.cut = ($0.requests.count + number, true) }
            let isWhole = (try? await world.lake().rename(source: "s", to: "t")) != nil
            world.store.with { $0.cut = nil }
            var list = ForgottenList(keyFingerprint: "key")
            list.add(.init(field: "id", at: "2026-10-01T00:00:00Z", values: ["a"]))
            try await (world.lake() as any Lake).write(list)
            try await world.lake().finishInterruptedCommits()
            _ = try await world.lake().rename(source: "s", to: "t")
            #expect(try LakeWorld.ids(in: world.store.objects, Self.moved) == ["1", "2"], "request \(number)")
            #expect(world.store.objects.keys.filter { $0.contains("source=s/") } == [], "request \(number)")
            if isWhole { break }
        }
    }

    /// A list that lacks what another process has added since it was read takes nobody's place.
    @Test func aListOnlyGrows() async throws {
        let world = try LakeWorld(MemoryStore())
        try await world.load(["1"])
        var (one, two) = (ForgottenList(keyFingerprint: "key"), ForgottenList(keyFingerprint: "key"))
        one.add(.init(field: "id", at: "2026-10-01T00:00:00Z", values: ["a"]))
        two.add(.init(field: "id", at: "2026-10-01T00:00:01Z", values: ["b"]))
        try await (world.lake(on: "one") as any Lake).write(one)
        for lake in [try world.lake(on: "one"), try world.lake(on: "two")] {
            do {
                try await (lake as any Lake).write(two)
                Issue.record("somebody's entry is gone")
            } catch let error as ETLError {
                #expect(error.code == .tryLater)
            }
        }
        #expect(try await world.lake(on: "two").forgottenList() == one)
    }

    /// A day goes whole, whatever request is the last.
    @Test func removalCanBeKilledAtAnyRequest() async throws {
        var number = 0
        while true {
            let world = try LakeWorld(MemoryStore())
            try await world.load(["1", "2"], rejected: 1)
            world.store.with { $0.cut = ($0.requests.count + number, true) }
            let isWhole = (try? await (world.lake() as any Lake).remove(LakeWorld.partition)) != nil
            world.store.with { $0.cut = nil }
            try await world.lake().finishInterruptedCommits()
            let rest = world.store.objects.keys.filter { !$0.hasPrefix("_staging") }
            #expect(rest.isEmpty || rest.count == 3, "request \(number): \(rest)")
            #expect(try await world.lake().verify().problems == [], "request \(number)")
            if isWhole { break }
            number += 1
            try #require(number < 200)
        }
        #expect(number > 10)
    }
}
