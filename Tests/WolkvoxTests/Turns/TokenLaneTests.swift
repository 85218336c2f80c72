import ETL
import Synchronization
import Testing

@testable import Wolkvox

@Suite struct TokenLaneTests {
    private final class Order: Sendable {
        private let kept = Mutex<[Int]>([])

        var numbers: [Int] { kept.withLock { $0 } }

        func add(_ number: Int) { kept.withLock { $0.append(number) } }
    }

    private let record = CallRecord(purpose: .first, subject: "", status: 200, rows: 0, bytes: 0, note: nil)

    @Test func letsOnePassAtATimeInTheOrderOfAsking() async throws {
        let lane = TokenLane()
        let order = Order()
        try await lane.beforeCall(.first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask { [record] in
                    try await lane.beforeCall(.first)
                    order.add(number)
                    await lane.afterCall(record)
                }
                while lane.waiting <= number { await Task.yield() }
            }
            #expect(order.numbers.isEmpty)
            await lane.afterCall(record)
            try await group.waitForAll()
        }
        #expect(order.numbers == Array(0..<5))
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let lane = TokenLane()
        try await lane.beforeCall(.first)
        let waiter = Task { try await lane.beforeCall(.first) }
        while lane.waiting == 0 { await Task.yield() }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(lane.waiting == 0)
        await lane.afterCall(record)
        try await lane.beforeCall(.first)
        await lane.afterCall(record)
    }

    @Test func aGateBehindThatForbidsFreesTheLane() async throws {
        struct Closed: Error {}
        struct ClosedGate: CallGate {
            func beforeCall(_ purpose: CallPurpose) async throws { throw Closed() }
            func afterCall(_ record: CallRecord) async {}
        }
        let lane = TokenLane(then: ClosedGate())
        for _ in 0..<3 { await #expect(throws: Closed.self) { try await lane.beforeCall(.first) } }
    }

    @Test func oneTokenHasOneLane() throws {
        let lanes = TokenLanes()
        let token = try Token("a")
        #expect(lanes.lane(for: token) === lanes.lane(for: try Token("a")))
        #expect(lanes.lane(for: token) !== lanes.lane(for: try Token("b")))
    }
}
