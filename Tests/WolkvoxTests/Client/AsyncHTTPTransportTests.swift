import ETL
import NIOCore
import TestSupport
import Testing

@testable import Wolkvox

@Suite struct AsyncHTTPTransportTests {
    private struct Enough: Error {}

    private func call(_ server: ScriptedServer) throws -> HTTPCall {
        HTTPCall(
            base: try BaseURL(server.address), target: "/x", token: try Token(Fixtures.secret), timeout: .seconds(75))
    }

    @Test func handsOverTheHeadAndThenTheBody() async throws {
        let answer = ScriptedAnswer(status: 201, headers: [("X-Kind", "a")], "hello", pieceSize: 2)
        try await ScriptedServer.run([answer]) { server in
            var head: HTTPHead?
            var body = ""
            let call = try call(server)
            try await withHTTPTransport { transport in
                try await transport.get(call) { part in
                    switch part {
                    case .head(let value): head = value
                    case .body(let buffer): body += String(buffer: buffer)
                    }
                }
            }
            #expect(head?.status == 201)
            #expect(head?.headers["x-kind"] == "a")
            #expect(body == "hello")
        }
    }

    @Test func whatTheReceiverThrowsEndsTheCall() async throws {
        let endless = ScriptedAnswer(steps: [.send(Array("x".utf8)), .hang])
        try await ScriptedServer.run([endless]) { server in
            let call = try call(server)
            await #expect(throws: Enough.self) {
                try await withHTTPTransport { try await $0.get(call) { _ in throw Enough() } }
            }
        }
    }

    @Test func cancellationReachesTheConnection() async throws {
        try await ScriptedServer.run([.hang]) { server in
            let call = try call(server)
            let task = Task { try await withHTTPTransport { try await $0.get(call) { _ in } } }
            while server.requests.isEmpty { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func decompresses() async throws {
        // gzip of 1000 times "a", made with zlib.
        let gzip: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C,
            0x77, 0x00, 0x00, 0x03, 0xDA, 0x38, 0x9A, 0xE8, 0x03, 0x00, 0x00,
        ]
        let answer = ScriptedAnswer(
            headers: [("Content-Encoding", "gzip")], framing: .length(gzip.count), steps: [.send(gzip)])
        try await ScriptedServer.run([answer]) { server in
            var received = 0
            let call = try call(server)
            try await withHTTPTransport { transport in
                try await transport.get(call) { if case .body(let buffer) = $0 { received += buffer.readableBytes } }
            }
            #expect(received == 1000)
            #expect(server.requests.first?.headers["accept-encoding"] == "gzip")
            let error = await #expect(throws: TransportError.self) {
                let options = HTTPTransportOptions(largestAnswer: 500)
                try await withHTTPTransport(options) { try await $0.get(call) { _ in } }
            }
            #expect(error?.kind == .tooLarge)
        }
    }

    /// Statuses below 100 would end the process in the HTTP library; those that are refused break the answer.
    @Test(arguments: ["000", "001", "042", "099"])
    func aStatusBelow100IsRefused(status: String) async throws {
        let answer = ScriptedAnswer(raw: Array("HTTP/1.1 \(status) OK\r\nContent-Length: 2\r\n\r\n{}".utf8))
        try await ScriptedServer.run([answer, ScriptedAnswer("a")]) { server in
            let call = try call(server)
            try await withHTTPTransport { transport in
                let error = await #expect(throws: TransportError.self) { try await transport.get(call) { _ in } }
                #expect(error?.kind == .malformed)
                try await transport.get(call) { _ in }
            }
            #expect(server.requests.count == 2)
        }
    }

    /// Heads that announce another one are no answer: the call ends with its time, however many of them come.
    @Test(arguments: ["100 Continue", "102 Processing", "103 Early Hints", "199 Odd"])
    func informationalHeadsAloneAreATimeout(status: String) async throws {
        let head = Array("HTTP/1.1 \(status)\r\n\r\n".utf8)
        let few = ScriptedAnswer(raw: head + head, steps: [.hang])
        // They come for ten times as long as the call may take, so that the flow seems endless; the call's time is long
        // enough for a busy machine to send the request.
        var many = ScriptedAnswer(
            framing: .none,
            steps: (0..<2000).flatMap { _ in [.wait(.milliseconds(100)), .send(head)] as [ScriptedAnswer.Step] })
        many.raw = head
        try await ScriptedServer.run([few, many]) { server in
            let call = HTTPCall(
                base: try BaseURL(server.address), target: "/x", token: try Token(Fixtures.secret),
                timeout: .seconds(20))
            try await withHTTPTransport { transport in
                for _ in 0..<2 {
                    let error = await #expect(throws: TransportError.self) {
                        try await transport.get(call) { part in
                            if case .head = part { Issue.record("an informational head was taken for the answer's") }
                        }
                    }
                    #expect(error?.kind == .timedOut)
                }
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test func keepsAConnectionForTheNextCall() async throws {
        try await ScriptedServer.run([ScriptedAnswer("a")]) { server in
            let call = try call(server)
            try await withHTTPTransport { transport in
                for _ in 0..<3 { try await transport.get(call) { _ in } }
            }
            #expect(server.requests.count == 3)
            #expect(server.mostInFlight == 1)
        }
    }
}
