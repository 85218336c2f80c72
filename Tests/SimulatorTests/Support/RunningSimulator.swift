import AsyncHTTPClient
import Foundation
import NIOCore
import Simulator

/// A simulator that listens, and a client of it, for as long as a closure runs.
func withSimulator<Value: Sendable>(
    _ configuration: SimulatorConfiguration? = nil,
    _ body: @escaping @Sendable (Client, Simulator) async throws -> Value
) async throws -> Value {
    let simulator = try Simulator(configuration: configuration ?? .forTests())
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
            try await simulator.run { port in continuation.yield(port) }
            return nil
        }
        group.addTask {
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { throw CancellationError() }
            return try await withClient(port: port) { try await body($0, simulator) }
        }
        defer { group.cancelAll() }
        for try await value in group {
            if let value { return value }
        }
        throw CancellationError()
    }
}

/// A client for as long as a closure runs; it follows no redirect, unpacks nothing and asks nothing twice.
func withClient<Value: Sendable>(
    port: Int, _ body: @Sendable (Client) async throws -> Value
) async throws -> Value {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
    settings.timeout.connect = .minutes(10)
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    let outcome: Result<Value, any Error>
    do {
        outcome = .success(try await body(Client(http: client, port: port)))
    } catch {
        outcome = .failure(error)
    }
    try? await client.shutdown()
    return try outcome.get()
}

extension SimulatorConfiguration {
    /// Few rows, and a clock that stands still on Thursday, 8 October 2026, at 14:30:15 in Bogotá.
    static func forTests(
        seed: UInt64 = 7, scenario yaml: String? = nil, _ change: (inout SimulatorConfiguration) -> Void = { _ in }
    ) throws -> SimulatorConfiguration {
        var configuration = SimulatorConfiguration()
        configuration.seed = seed
        configuration.rowsPerDay = 300
        configuration.now = { Date(timeIntervalSince1970: 1_791_487_815) }
        if let yaml { configuration.scenario = try Scenario(yaml: yaml) }
        change(&configuration)
        return configuration
    }
}
