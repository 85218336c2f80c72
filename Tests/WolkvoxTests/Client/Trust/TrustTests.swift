import ETL
import Foundation
import TestSupport
import Testing

@testable import Wolkvox

@Suite struct TrustTests {
    /// A machine without authorities.
    private static let bare = TrustStore.System(files: ["/nowhere/ca.crt"], folders: ["/nowhere"])

    private func failure(
        of certificate: TestCertificate, environment: [String: String] = [:], authorities: String? = nil,
        system: TrustStore.System? = bare
    ) async throws -> TransportError? {
        try await ScriptedServer.run([ScriptedAnswer("a")], presenting: certificate) { server in
            var options = HTTPTransportOptions(connectTimeout: .seconds(60), environment: environment)
            options.system = system
            let call = HTTPCall(
                base: try BaseURL(server.address), target: "/x", token: try Token(Fixtures.secret),
                timeout: .seconds(300), authorities: authorities)
            do {
                try await withHTTPTransport(options) { try await $0.get(call) { _ in } }
                return nil
            } catch let error as TransportError {
                #expect(server.requests.isEmpty)
                return error
            }
        }
    }

    @Test func authoritiesAreNamedByTheSourceOrTheEnvironmentOrTheMachine() async throws {
        let authority = TestCertificate.authority
        #expect(try await failure(of: .good, authorities: authority) == nil)
        #expect(try await failure(of: .good, environment: ["SSL_CERT_FILE": authority]) == nil)
        #expect(try await failure(of: .good, system: .init(files: [authority], folders: [])) == nil)
    }

    @Test func aFolderOfHashedNamesIsUsed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(
            at: URL(fileURLWithPath: TestCertificate.authority), to: folder.appending(path: "602c8ca6.0"))
        let path = folder.path(percentEncoded: false)
        #expect(try await failure(of: .good, environment: ["SSL_CERT_DIR": path]) == nil)
        let both = ["SSL_CERT_FILE": TestCertificate.stranger, "SSL_CERT_DIR": "/tmp:\(path)"]
        #expect(try await failure(of: .good, environment: both) == nil)
        #expect(try await failure(of: .good, system: .init(files: [], folders: [path])) == nil)
    }

    /// Four kinds of trouble, four messages, none of which is asked about again.
    @Test func eachTroubleHasItsOwnMessage() async throws {
        let authority = TestCertificate.authority
        let missing = try await failure(of: .good)
        let unknown = try await failure(of: .good, authorities: TestCertificate.stranger)
        let expired = try await failure(of: .expired, authorities: authority)
        let early = try await failure(of: .early, authorities: authority)
        let other = try await failure(of: .otherName, authorities: authority)
        #expect(missing?.detail == "cannot be verified: this machine has no trusted certificate authorities")
        #expect(missing?.advice.contains("ca-certificates") == true)
        #expect(unknown?.detail == "sent a certificate of an issuer that this machine does not trust")
        #expect(unknown?.advice.contains("ca_file") == true)
        #expect(expired?.detail == "sent a certificate that expired on 2021-01-01")
        #expect(early?.detail == "sent a certificate that is not valid before 2100-01-01")
        #expect(other?.detail == "sent a certificate that is not for 127.0.0.1")
        for error in [missing, unknown, expired, early, other] { #expect(error?.kind == .untrusted) }
    }

    @Test func whatAVariableNamesMustBeThere() async throws {
        let file = try await failure(of: .good, environment: ["SSL_CERT_FILE": "/nowhere/ca.pem"])
        #expect(file?.detail == "cannot be verified: SSL_CERT_FILE names /nowhere/ca.pem, which cannot be read")
        let folder = try await failure(of: .good, environment: ["SSL_CERT_DIR": "/nowhere"])
        #expect(folder?.detail == "cannot be verified: SSL_CERT_DIR names /nowhere, which is not a folder")
        let text = try await failure(of: .good, environment: ["SSL_CERT_FILE": #filePath])
        #expect(text?.detail.hasSuffix("has no certificates in PEM") == true)
    }

    @Test func plainHTTPToAPortThatSpeaksTLSIsNamed() async throws {
        let alert: [UInt8] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]
        try await PlainServer.run(answering: alert) { port in
            let error = try await failure("http://127.0.0.1:\(port)")
            #expect(error == .wantsTLS)
        }
        try await PlainServer.run(answering: []) { port in
            let error = try await failure("http://127.0.0.1:\(port)")
            #expect(error?.kind == .cut)
            #expect(error?.advice.contains("https://") == true)
        }
        let words = "<html>400 The plain HTTP request was sent to HTTPS port</html>"
        try await ScriptedServer.run([ScriptedAnswer(status: 400, words)]) { server in
            let error = try await failure(server.address)
            #expect(error == .wantsTLS)
        }
    }

    @Test func httpsToAPortThatSpeaksPlainHTTPIsNamed() async throws {
        let answer = ScriptedAnswer(raw: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        try await PlainServer.run(answering: answer.raw ?? []) { port in
            let error = try await failure("https://127.0.0.1:\(port)")
            #expect(error?.kind == .mismatched)
            #expect(error?.detail == "does not speak https on that port")
        }
        try await PlainServer.run(answering: []) { port in
            let error = try await failure("https://127.0.0.1:\(port)")
            #expect(error?.kind == .unreachable)
            #expect(error?.detail == "the connection was closed during the TLS handshake")
        }
        try await PlainServer.run(answering: nil) { port in
            let error = try await failure("https://127.0.0.1:\(port)", connectTimeout: .milliseconds(500))
            #expect(error?.kind == .unreachable)
            #expect(error?.detail == "no connection in time")
            #expect(error?.advice.contains("port") == true)
        }
    }

    private func failure(_ address: String, connectTimeout: Duration = .seconds(60)) async throws -> TransportError? {
        let call = HTTPCall(
            base: try BaseURL(address), target: "/x", token: try Token(Fixtures.secret), timeout: .seconds(60),
            authorities: TestCertificate.authority)
        let options = HTTPTransportOptions(connectTimeout: connectTimeout)
        return await #expect(throws: TransportError.self) {
            try await withHTTPTransport(options) { try await $0.get(call) { _ in } }
        }
    }
}
