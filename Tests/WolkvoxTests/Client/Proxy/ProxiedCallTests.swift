import ETL
import TestSupport
import Testing

@testable import Wolkvox

/// Calls to a name that nothing resolves, so that only the proxy can reach it.
@Suite struct ProxiedCallTests {
    private func call(_ proxy: TestProxy, credentials: String = "", more: [String: String] = [:]) async throws -> Int {
        let environment = ["HTTPS_PROXY": "http://\(credentials)127.0.0.1:\(proxy.port)"].merging(more) { $1 }
        let call = HTTPCall(
            base: try BaseURL("https://api.example.com"), target: "/x", token: try Token(Fixtures.secret),
            timeout: .seconds(60), authorities: TestCertificate.authority)
        var status = 0
        try await withHTTPTransport(HTTPTransportOptions(connectTimeout: .seconds(60), environment: environment)) {
            transport in
            try await transport.get(call) { if case .head(let head) = $0 { status = head.status } }
        }
        return status
    }

    @Test func theProxyIsAskedToConnectAndTheServerAnswers() async throws {
        try await ScriptedServer.run([ScriptedAnswer("a")], presenting: .good) { server in
            try await TestProxy.run(to: server.port) { proxy in
                #expect(try await call(proxy, credentials: "us%40er:pass@") == 200)
                let request = try #require(proxy.requests.first)
                #expect(request.hasPrefix("CONNECT api.example.com:443 HTTP/1.1\r\n"))
                #expect(request.lowercased().contains("proxy-authorization: basic dxnazxi6cgfzcw=="))
                #expect(!request.contains(Fixtures.secret))
                #expect(server.requests.count == 1)
                #expect(server.requests.first?.headers["proxy-authorization"] == nil)
            }
        }
    }

    @Test(arguments: [
        ("407 Proxy Authentication Required", TransportError.Kind.mismatched, "wants another user name and password"),
        ("403 Forbidden", .proxy, "refused to connect to the server"),
    ])
    func aProxyThatRefusesIsNamed(status: String, kind: TransportError.Kind, words: String) async throws {
        try await TestProxy.run(to: 1, answering: status) { proxy in
            let error = await #expect(throws: TransportError.self) { try await call(proxy, credentials: "u:geheim@") }
            #expect(error?.kind == kind)
            #expect(error?.detail.contains("127.0.0.1:\(proxy.port) \(words)") == true)
            #expect("\(error as Any)".contains("geheim") == false)
        }
    }

    @Test func aProxyThatIsAwayIsNamed() async throws {
        let port = FreePorts.closed
        let call = HTTPCall(
            base: try BaseURL("https://api.example.com"), target: "/x", token: try Token(Fixtures.secret),
            timeout: .seconds(60), authorities: TestCertificate.authority)
        let options = HTTPTransportOptions(environment: ["https_proxy": "127.0.0.1:\(port)"])
        let error = await #expect(throws: TransportError.self) {
            try await withHTTPTransport(options) { try await $0.get(call) { _ in } }
        }
        #expect(error?.kind == .proxy)
        #expect(error?.detail == "no connection to 127.0.0.1:\(port)")
    }

    @Test func certificatesAreCheckedThroughAProxyToo() async throws {
        try await ScriptedServer.run([ScriptedAnswer("a")], presenting: .expired) { server in
            try await TestProxy.run(to: server.port) { proxy in
                let error = await #expect(throws: TransportError.self) { try await call(proxy) }
                #expect(error?.detail == "sent a certificate that expired on 2021-01-01")
                #expect(server.requests.isEmpty)
            }
        }
    }
}
