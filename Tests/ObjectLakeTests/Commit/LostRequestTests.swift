import ETL
import Synchronization
import Testing

@testable import ObjectLake

/// The store goes out of reach before or after any request of a run: a reader never sees half a day, and the next run,
/// on this machine or another, leaves everything as if nothing had happened.
@Suite struct LostRequestTests {
    @Test(arguments: [true, false], [true, false]) func anyRequestCanBeTheLast(isDone: Bool, deletesByVersion: Bool)
        async throws
    {
        let requests = try await Self.replace(cutAt: nil, isDone: false, on: "one", deletesByVersion)
        #expect(requests > 15)
        for number in 0..<requests {
            for machine in ["one", "two"] {
                _ = try await Self.replace(cutAt: number, isDone: isDone, on: machine, deletesByVersion)
            }
        }
    }

    /// Replaces a day of two rows by one of three with rows in quarantine, by a run that fails and another that does not.
    ///
    /// - Returns: how many requests the run made.
    private static func replace(
        cutAt number: Int?, isDone: Bool, on machine: String, _ deletesByVersion: Bool
    ) async throws -> Int {
        let (before, after) = (["1", "2"], ["3", "4", "5"])
        let seen = Mutex<[[String]?]>([])
        let store = try MemoryStore(deletesByVersion: deletesByVersion) { objects in
            let ids = try? LakeWorld.ids(in: objects)
            seen.withLock { if $0.last != ids { $0.append(ids) } }
        }
        let world = try LakeWorld(store)
        try await world.load(before, on: "one", run: "first")
        seen.withLock { $0 = [before] }
        let start = store.with { state in
            state.cut = number.map { (state.requests.count + $0, isDone) }
            return state.requests.count
        }
        do {
            try await world.load(after, rejected: 1, on: "one", run: "second")
            #expect(number == nil)
        } catch {
            #expect((error as? ETLError)?.code == .files, "\(error)")
        }
        let requests = store.with { $0.requests.count } - start
        store.with { state in
            state.cut = nil
            // Another machine waits until an intent counts as left behind.
            if machine != "one" { state.clock += ObjectIntent.longestLife + 1 }
        }
        try await world.load(after, rejected: 1, on: machine, run: "second")
        let comment: Comment = "request \(number ?? -1), done \(isDone), \(machine)"
        #expect(seen.withLock { $0 } == [before, after], comment)
        #expect(try await world.lake(on: machine).verify().problems == [], comment)
        #expect(
            store.objects.keys.filter { $0.contains("_staging") && !(store.objects[$0]?.bytes.isEmpty ?? true) } == [],
            comment)
        if machine == "one" {
            #expect(store.with { $0.uploads.count } == 0, comment)
            #expect(world.leftovers(of: "one").filter { !$0.hasSuffix(".spare") } == [], comment)
        } else {
            store.with { $0.clock += 86_401 }
            try await world.lake(on: machine).finishInterruptedCommits()
            #expect(store.with { $0.uploads.count } == 0, comment)
        }
        let count = store.with { $0.requests.count }
        try await world.load(after, rejected: 1, on: machine, run: "third")
        let later = store.with { $0.requests[count...].filter { $0.hasPrefix("UPLOAD ") || $0.hasPrefix("PUT") } }
        #expect(later == [], "what is the same is not uploaded again: \(comment)")
        return requests
    }
}
