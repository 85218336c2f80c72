internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Ports for programs that have to be told theirs, and take it seconds later.
package enum FreePorts {
    /// A port that nobody listens on, and that no program is ever given: one whose server has gone may be another's soon.
    package static let closed = 1

    /// The system gives ports above these to whom it does not matter: one of those would be somebody else's by then.
    private static let range = 12_000..<32_000
    private static let next = Atomic(Int.random(in: range))

    /// Ports that nobody listens on, and that no other call of this process gets.
    static func take(_ count: Int) async throws -> [Int] {
        var ports: [Int] = []
        while ports.count < count {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            let port = range.lowerBound + number % range.count
            if try await isFree(port) { ports.append(port) }
        }
        return ports
    }

    private static func isFree(_ port: Int) async throws -> Bool {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        guard let listener = try? await bootstrap.bind(host: "127.0.0.1", port: port).get() else { return false }
        try await listener.close()
        return true
    }
}
