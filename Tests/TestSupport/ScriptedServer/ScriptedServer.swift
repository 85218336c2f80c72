internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A server on a free port of this machine that answers every request as a script says, over real sockets.
package final class ScriptedServer: Sendable {
    /// A request as it came.
    package struct Request: Sendable {
        /// Its place in the order of arrival, from 0.
        package let number: Int
        /// Path and query.
        package let target: String
        /// All headers, names in small letters.
        package let headers: [String: String]
        /// The body, if the head says how long it is.
        package let body: [UInt8]
    }

    private struct State {
        var port = 0
        var requests: [Request] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    private let script: @Sendable (Request) -> ScriptedAnswer
    private let state = Mutex(State())

    private let certificate: TestCertificate?

    private init(script: @escaping @Sendable (Request) -> ScriptedAnswer, _ certificate: TestCertificate?) {
        self.script = script
        self.certificate = certificate
    }

    /// The port it listens on.
    package var port: Int { state.withLock { $0.port } }

    /// The server's address.
    package var address: String { "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)" }

    /// The requests so far.
    package var requests: [Request] { state.withLock { $0.requests } }

    /// The most requests that were being answered at the same time.
    package var mostInFlight: Int { state.withLock { $0.mostInFlight } }

    /// Runs a server that sends the given answers in turn, and then the last one again and again.
    package static func run<Result>(
        _ answers: [ScriptedAnswer], presenting certificate: TestCertificate? = nil,
        _ body: nonisolated(nonsending) (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await run(script: { answers[min($0.number, answers.count - 1)] }, presenting: certificate, body)
    }

    /// Runs a server that makes its answers from the requests, over TLS if it has a certificate to present.
    package static func run<Result>(
        script: @escaping @Sendable (Request) -> ScriptedAnswer, presenting certificate: TestCertificate? = nil,
        _ body: nonisolated(nonsending) (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = ScriptedServer(script: script, certificate)
        let tls = try certificate?.context()
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(ScriptedConversation(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.state.withLock { $0.port = listener.localAddress?.port ?? 0 }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(server))
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        return try outcome.get()
    }

    func begin(_ head: String, _ body: [UInt8] = []) -> ScriptedAnswer {
        let lines = head.split(separator: "\r\n")
        let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        let target = lines.first.map { $0.split(separator: " ") }.flatMap { $0.count > 1 ? String($0[1]) : nil } ?? ""
        let request = state.withLock { state in
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            let request = Request(
                number: state.requests.count, target: target,
                headers: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), body: body)
            state.requests.append(request)
            return request
        }
        return script(request)
    }

    func end() {
        state.withLock { $0.inFlight -= 1 }
    }
}
