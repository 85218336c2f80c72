import ETL
import TestSupport
import Testing

@testable import Wolkvox

/// What other clients learn of this machine's network.
@Suite struct HTTPSurroundingsTests {
    @Test func proxiesAreThoseOfTheEnvironment() throws {
        let surroundings = HTTPSurroundings(environment: [
            "HTTPS_PROXY": "http://proxy.example.com:3128", "NO_PROXY": "near.example.com",
        ])
        let far = try surroundings.proxy("s3.example.com", port: 443, isSecure: true)
        #expect(far != nil)
        #expect(try surroundings.proxy("near.example.com", port: 443, isSecure: true) == nil)
        #expect(try surroundings.proxy("s3.example.com", port: 80, isSecure: false) == nil)
        #expect(try surroundings.proxy("127.0.0.1", port: 8333, isSecure: true) == nil)
        let wrong = HTTPSurroundings(environment: ["HTTPS_PROXY": "nonsense://"])
        #expect(throws: ETLError.self) { try wrong.proxy("s3.example.com", port: 443, isSecure: true) }
    }

    @Test func trustIsThatOfTheEnvironment() throws {
        _ = try HTTPSurroundings(environment: ["SSL_CERT_FILE": TestCertificate.authority]).tls()
        let failure = #expect(throws: ETLError.self) {
            try HTTPSurroundings(environment: ["SSL_CERT_FILE": "/nonexistent"]).tls()
        }
        #expect(failure?.code == .configuration)
        #expect(failure?.message.contains("/nonexistent") == true)
    }
}
