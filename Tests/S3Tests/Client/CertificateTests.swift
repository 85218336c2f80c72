import ETL
import NIOSSL
import S3
import TestSupport
import Testing

/// Stores over https.
@Suite struct CertificateTests {
    private func connections(trusting authority: String) -> S3Connections {
        S3Connections(tls: {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(authority)
            return configuration
        })
    }

    private func look(_ certificate: TestCertificate, trusting authority: String) async throws -> (ETLError?, Int) {
        try await ScriptedServer.run([ScriptedAnswer(status: 404, "")], presenting: certificate) { server in
            let settings = try S3Settings(
                location: S3Location("s3://bucket"), endpoint: S3Endpoint(server.address), pathStyle: true)
            let bucket = S3Bucket(
                settings: settings, credentials: S3FixedCredentials(Bench.credentials),
                connections: connections(trusting: authority), patience: Bench.patience)
            let failure = try await Bench.with(bucket) { bucket in
                await Bench.failure { _ = try await bucket.head("a") }
            }
            return (failure, server.requests.count)
        }
    }

    @Test func aTrustedCertificateIsTaken() async throws {
        let (failure, requests) = try await look(.good, trusting: TestCertificate.authority)
        #expect(failure == nil)
        #expect(requests == 1)
    }

    /// Nothing is sent to a server that cannot be trusted, and asking again cannot help.
    @Test(arguments: [TestCertificate.expired, .otherName])
    func anotherCertificateIsNot(certificate: TestCertificate) async throws {
        let (failure, requests) = try await look(certificate, trusting: TestCertificate.authority)
        #expect(failure?.code == .files)
        #expect(failure?.message.contains("sent a certificate") == true)
        #expect(requests == 0)
    }

    @Test func anotherAuthorityIsNotTrusted() async throws {
        let (failure, requests) = try await look(.good, trusting: TestCertificate.stranger)
        #expect(failure?.message.contains("does not trust") == true)
        #expect(requests == 0)
    }

    @Test func plainHTTPLeadsToThisMachineAlone() throws {
        let location = try S3Location("s3://bucket")
        let endpoint = try S3Endpoint("http://store.example.com:9000")
        let failure = #expect(throws: ETLError.self) { try S3Settings(location: location, endpoint: endpoint) }
        #expect(failure?.code == .configuration)
        #expect(failure?.message.contains("unencrypted") == true)
        _ = try S3Settings(location: location, endpoint: endpoint, insecureEndpoint: true)
        _ = try S3Settings(location: location, endpoint: S3Endpoint("http://127.0.0.1:9000"))
        _ = try S3Settings(location: location, endpoint: S3Endpoint("https://store.example.com"))
    }
}
