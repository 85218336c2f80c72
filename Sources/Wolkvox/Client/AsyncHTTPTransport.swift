internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Carries requests with AsyncHTTPClient: HTTP/1.1, TLS verified, redirects not followed, no proxy.
struct AsyncHTTPTransport: HTTPTransport {
    let client: HTTPClient
    /// The most bytes that one compressed answer may turn into.
    let largestAnswer: Int

    static func configuration(_ options: HTTPTransportOptions) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = TimeAmount(options.connectTimeout)
        // Bodies are decompressed here, step by step: the library would unpack all that has arrived at once.
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        // The vendor's servers close idle connections after five seconds.
        configuration.connectionPool.idleTimeout = .seconds(4)
        configuration.connectionPool.retryConnectionEstablishment = false
        // Answers are large: fewer and larger reads mean fewer changes of thread on the way to the scanner.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 4096, initial: 65_536, maximum: 1 << 19)
            ).flatMapThrowing { try StatusGuard.install(in: channel) }
        }
        return configuration
    }

    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        let handoff = Handoff<HTTPPart>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await fetch(call, into: handoff) }
            group.addTask { try await watch(handoff, timeout: call.timeout) }
            defer { group.cancelAll() }
            try await receive(.sent)
            while let part = try await handoff.next() { try await receive(part) }
        }
    }

    private func fetch(_ call: HTTPCall, into handoff: Handoff<HTTPPart>) async {
        do {
            var request = HTTPClientRequest(url: call.base.description + call.target)
            request.headers.add(name: "accept", value: "application/json")
            request.headers.add(name: "accept-encoding", value: ContentDecoder.accepted)
            request.headers.add(name: "user-agent", value: "wolkvox-etl")
            request.headers.add(name: "wolkvox-token", value: call.token.reveal())
            let response = try await client.execute(request, deadline: .distantFuture)
            let head = HTTPHead(response)
            try await handoff.send(.head(head))
            var decoder = try ContentDecoder(head.headers["content-encoding"], largest: largestAnswer)
            for try await buffer in response.body {
                decoder.take(buffer)
                while let piece = try decoder.next() { try await handoff.send(.body(piece)) }
            }
            try decoder.finish()
            handoff.finish(.success(()))
        } catch {
            handoff.finish(.failure(Task.isCancelled ? CancellationError() : TransportError(error)))
        }
    }

    /// Ends the call when the server, not the reader of its answer, has taken too long.
    private func watch(_ handoff: Handoff<HTTPPart>, timeout: Duration) async throws {
        let start = ContinuousClock.now
        while let rest = Patience(timeout: timeout).rest(after: start.duration(to: .now), waited: handoff.waited) {
            try await Task.sleep(for: rest)
        }
        handoff.finish(.failure(TransportError(.timedOut, "no whole answer within \(timeout)")))
    }
}

extension HTTPHead {
    init(_ response: HTTPClientResponse) {
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        self.init(
            status: Int(response.status.code), headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }))
    }
}
