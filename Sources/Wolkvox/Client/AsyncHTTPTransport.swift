internal import AsyncHTTPClient
internal import ETL
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Carries requests with AsyncHTTPClient: HTTP/1.1, TLS verified, redirects not followed.
struct AsyncHTTPTransport: HTTPTransport {
    let clients: HTTPClients

    static func configuration(_ options: HTTPTransportOptions, proxy: Proxy?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.proxy = proxy?.configuration
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
        let channel = BoundedChannel<HTTPPart>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await fetch(call, into: channel) }
            group.addTask { try await watch(channel, call) }
            defer { group.cancelAll() }
            while let part = try await channel.next() { try await receive(part) }
        }
    }

    private func fetch(_ call: HTTPCall, into channel: BoundedChannel<HTTPPart>) async {
        var proxy: Proxy?
        var hasBegun = false
        do {
            proxy = try clients.proxies.proxy(for: call.base)
            var request = HTTPClientRequest(url: call.base.description + call.target)
            if call.base.isSecure { request.tlsConfiguration = try clients.tls(trusting: call.authorities) }
            request.headers.add(name: "accept", value: "application/json")
            request.headers.add(name: "accept-encoding", value: ContentDecoder.accepted)
            request.headers.add(name: "user-agent", value: "wolkvox-etl")
            request.headers.add(name: "wolkvox-token", value: call.token.reveal())
            // The last moment at which the call can still be kept from being made.
            _ = try call.deadline?.rest()
            let response = try await clients.client(through: proxy).execute(request, deadline: .distantFuture)
            hasBegun = true
            let head = HTTPHead(response)
            try await channel.send(.head(head))
            var decoder = try ContentDecoder(head.headers["content-encoding"], largest: clients.options.largestAnswer)
            for try await buffer in response.body {
                if head.status == 400, !call.base.isSecure, TransportError.asksForTLS(buffer) {
                    throw TransportError.wantsTLS
                }
                decoder.take(buffer)
                while let piece = try decoder.next() { try await channel.send(.body(piece)) }
            }
            try decoder.finish()
            channel.finish(.success(()))
        } catch {
            let reason = await reason(for: error, of: call, through: proxy, hasBegun: hasBegun)
            channel.finish(.failure(Task.isCancelled ? CancellationError() : reason))
        }
    }

    private func reason(
        for error: any Error, of call: HTTPCall, through proxy: Proxy?, hasBegun: Bool
    ) async -> any Error {
        if error is ETLError { return error }
        if TransportError.isUnverified(error) {
            return await clients.inspection.reason(for: call.base, through: proxy)
        }
        return TransportError(error, from: call.base, through: proxy, hasBegun: hasBegun)
    }

    /// Ends the call when the server, not the reader of its answer, has taken too long, or when it may not go on.
    private func watch(_ channel: BoundedChannel<HTTPPart>, _ call: HTTPCall) async throws {
        let start = ContinuousClock.now
        let patience = Patience(timeout: call.timeout)
        do throws(ETLError) {
            while var rest = patience.rest(after: start.duration(to: .now), waited: channel.waited) {
                // A sleep that is cancelled keeps its memory until it would have ended.
                rest = min(rest, .seconds(2))
                if let left = try call.deadline?.rest() { rest = min(rest, left, .milliseconds(500)) }
                guard (try? await Task.sleep(for: rest)) != nil else { return }
            }
        } catch {
            return channel.finish(.failure(error))
        }
        channel.finish(.failure(TransportError(.timedOut, "no whole answer within \(call.timeout)")))
    }
}

extension HTTPHead {
    init(_ response: HTTPClientResponse) {
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        self.init(
            status: Int(response.status.code), headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
            version: "\(response.version)")
    }
}
