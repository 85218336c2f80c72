internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix

/// How a transport is set up.
public struct HTTPTransportOptions: Sendable {
    /// The longest wait for a connection.
    public var connectTimeout: Duration
    /// The most bytes that one compressed answer may turn into.
    public var largestAnswer: Int

    /// Options.
    public init(connectTimeout: Duration = .seconds(15), largestAnswer: Int = 1 << 30) {
        self.connectTimeout = connectTimeout
        self.largestAnswer = largestAnswer
    }
}

/// Runs `body` with a transport that is shut down at its end. One thread serves all connections.
public func withHTTPTransport<Result>(
    _ options: HTTPTransportOptions = HTTPTransportOptions(),
    _ body: nonisolated(nonsending) (any HTTPTransport) async throws -> Result
) async throws -> Result {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let client = HTTPClient(
        eventLoopGroupProvider: .shared(group), configuration: AsyncHTTPTransport.configuration(options))
    let outcome: Swift.Result<Result, any Error>
    do {
        outcome = .success(try await body(AsyncHTTPTransport(client: client, largestAnswer: options.largestAnswer)))
    } catch {
        outcome = .failure(error)
    }
    // What could go wrong here happens after the work, and spoils none of it.
    try? await client.shutdown()
    try? await group.shutdownGracefully()
    return try outcome.get()
}
