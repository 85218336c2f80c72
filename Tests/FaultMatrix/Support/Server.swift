import Foundation
import Simulator

/// A simulator in this process, for as long as a closure runs.
struct Server: Sendable {
    let simulator: Simulator
    let address: String

    /// What it was asked so far.
    var requests: [RequestLog.Entry] { simulator.log.entries }

    static func run<Value>(
        _ scenario: String = "", seed: UInt64 = 1, rowsPerDay: Int = 600,
        _ body: (Server) async throws -> Value
    ) async throws -> Value {
        var configuration = SimulatorConfiguration()
        configuration.seed = seed
        configuration.rowsPerDay = rowsPerDay
        if !scenario.isEmpty { configuration.scenario = try Scenario(yaml: scenario) }
        let simulator = try Simulator(configuration: configuration)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await simulator.run { port in continuation.yield(port) }
            }
            defer { group.cancelAll() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await group.waitForAll()
                throw CancellationError()
            }
            return try await body(Server(simulator: simulator, address: "http://127.0.0.1:\(port)"))
        }
    }

    /// Waits until it was asked so often, or until nobody asks any more.
    func hasBeenAsked(_ count: Int, by program: Program) async throws {
        while program.isRunning, requests.count < count { try await Task.sleep(for: .milliseconds(2)) }
    }
}
