import Testing

@testable import Wolkvox

@Suite struct BoundedChannelTests {
    private struct Broken: Error {}

    @Test(arguments: [1, 2, 4])
    func passesEverythingInOrder(capacity: Int) async throws {
        let channel = BoundedChannel<Int>(capacity: capacity)
        var received: [Int] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<100 { try await channel.send(number) }
                channel.finish(.success(()))
            }
            while let number = try await channel.next() { received.append(number) }
        }
        #expect(received == Array(0..<100))
    }

    @Test func holdsTheSenderBackUntilThereIsRoom() async throws {
        let channel = BoundedChannel<Int>(capacity: 2)
        try await channel.send(1)
        async let blocked: Void = channel.send(2)
        while channel.waited == .zero { await Task.yield() }
        #expect(try await channel.next() == 1)
        try await blocked
        #expect(try await channel.next() == 2)
    }

    @Test func aFailureOvertakesWhatWaits() async throws {
        let channel = BoundedChannel<Int>()
        try await channel.send(1)
        channel.finish(.failure(Broken()))
        channel.finish(.success(()))
        await #expect(throws: Broken.self) { _ = try await channel.next() }
        await #expect(throws: Broken.self) { try await channel.send(2) }
    }

    @Test func aGoodEndingWaitsForWhatIsLeft() async throws {
        let channel = BoundedChannel<Int>()
        try await channel.send(1)
        channel.finish(.success(()))
        #expect(try await channel.next() == 1)
        #expect(try await channel.next() == nil)
    }

    @Test func cancellationFreesTheReader() async {
        let channel = BoundedChannel<Int>()
        let reader = Task { try await channel.next() }
        reader.cancel()
        await #expect(throws: CancellationError.self) { _ = try await reader.value }
    }
}
