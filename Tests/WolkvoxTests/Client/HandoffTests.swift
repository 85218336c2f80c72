import Testing

@testable import Wolkvox

@Suite struct HandoffTests {
    private struct Broken: Error {}

    @Test(arguments: [1, 2, 4])
    func passesEverythingInOrder(capacity: Int) async throws {
        let handoff = Handoff<Int>(capacity: capacity)
        var received: [Int] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<100 { try await handoff.send(number) }
                handoff.finish(.success(()))
            }
            while let number = try await handoff.next() { received.append(number) }
        }
        #expect(received == Array(0..<100))
    }

    @Test func holdsTheSenderBackUntilThereIsRoom() async throws {
        let handoff = Handoff<Int>(capacity: 2)
        try await handoff.send(1)
        async let blocked: Void = handoff.send(2)
        while handoff.waited == .zero { await Task.yield() }
        #expect(try await handoff.next() == 1)
        try await blocked
        #expect(try await handoff.next() == 2)
    }

    @Test func aFailureOvertakesWhatWaits() async throws {
        let handoff = Handoff<Int>()
        try await handoff.send(1)
        handoff.finish(.failure(Broken()))
        handoff.finish(.success(()))
        await #expect(throws: Broken.self) { _ = try await handoff.next() }
        await #expect(throws: Broken.self) { try await handoff.send(2) }
    }

    @Test func aGoodEndingWaitsForWhatIsLeft() async throws {
        let handoff = Handoff<Int>()
        try await handoff.send(1)
        handoff.finish(.success(()))
        #expect(try await handoff.next() == 1)
        #expect(try await handoff.next() == nil)
    }

    @Test func cancellationFreesTheReader() async {
        let handoff = Handoff<Int>()
        let reader = Task { try await handoff.next() }
        reader.cancel()
        await #expect(throws: CancellationError.self) { _ = try await reader.value }
    }
}
