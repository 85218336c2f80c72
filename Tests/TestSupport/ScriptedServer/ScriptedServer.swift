internal import NIOCore
internal import NIOPosix
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
    }

    private struct State {
        var requests: [Request] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    /// The port it listens on.
    package let port: Int
    private let script: @Sendable (Request) -> ScriptedAnswer
    private let state = Mutex(State())

    private init(port: Int, script: @escaping @Sendable (Request) -> ScriptedAnswer) {
        self.port = port
        self.script = script
    }

    /// The server's address.
    package var address: String { "http://127.0.0.1:\(port)" }

    /// The requests so far.
    package var requests: [Request] { state.withLock { $0.requests } }

    /// The most requests that were being answered at the same time.
    package var mostInFlight: Int { state.withLock { $0.mostInFlight } }

    /// Runs a server that sends the given answers in turn, and then the last one again and again.
    package static func run<Result: Sendable>(
        _ answers: [ScriptedAnswer], _ body: nonisolated(nonsending) (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await run(script: { answers[min($0.number, answers.count - 1)] }, body)
    }

    /// Runs a server that makes its answers from the requests.
    package static func run<Result: Sendable>(
        script: @escaping @Sendable (Request) -> ScriptedAnswer,
        _ body: nonisolated(nonsending) (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        let server = ScriptedServer(port: listener.channel.localAddress?.port ?? 0, script: script)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.serve(listener) }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func serve(_ listener: NIOAsyncChannel<Connection, Never>) async {
        // A client that goes away, or the end of the test, ends a connection with an error: that is no failure here.
        try? await listener.executeThenClose { connections in
            await withDiscardingTaskGroup { group in
                do {
                    for try await connection in connections {
                        group.addTask { try? await self.converse(connection) }
                    }
                } catch {
                    group.cancelAll()
                }
            }
        }
    }

    private func converse(_ connection: Connection) async throws {
        try await connection.executeThenClose { input, output in
            var received: [UInt8] = []
            for try await buffer in input {
                received += buffer.readableBytesView
                while let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                    let text = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                    received.removeSubrange(..<end.upperBound)
                    let request = begin(text)
                    defer { state.withLock { $0.inFlight -= 1 } }
                    guard try await send(script(request), to: output) else { return }
                }
            }
        }
    }

    private func begin(_ head: String) -> Request {
        let lines = head.split(separator: "\r\n")
        let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        let target = lines.first.map { $0.split(separator: " ") }.flatMap { $0.count > 1 ? String($0[1]) : nil } ?? ""
        return state.withLock { state in
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            let request = Request(
                number: state.requests.count, target: target,
                headers: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
            state.requests.append(request)
            return request
        }
    }

    /// Returns false if the connection is to be closed.
    private func send(
        _ answer: ScriptedAnswer, to output: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Bool {
        try await output.write(ByteBuffer(bytes: answer.opening))
        for step in answer.steps {
            switch step {
            case .send(let bytes): try await output.write(ByteBuffer(bytes: answer.framed(bytes)))
            case .wait(let time): try await Task.sleep(for: time)
            case .hang: try await Task.sleep(for: .seconds(3600))
            case .cut: return false
            }
        }
        try await output.write(ByteBuffer(bytes: answer.closing))
        return true
    }
}
