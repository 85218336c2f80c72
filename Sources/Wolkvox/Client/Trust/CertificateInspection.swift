internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOSSL

/// Finds out why a certificate was refused: the TLS library does not say. It connects once more without checking,
/// looks at the certificate, and closes the connection before anything is sent through it.
struct CertificateInspection {
    let group: any EventLoopGroup
    let connectTimeout: Duration

    private struct Dates: Error {
        var first: Int
        var last: Int
    }

    /// What is wrong with a server's certificate.
    func reason(for base: BaseURL, through proxy: Proxy?) async -> TransportError {
        let now = Int(Date.now.timeIntervalSince1970)
        guard let dates = await dates(of: base, through: proxy) else { return Self.unknownIssuer }
        if now > dates.last {
            return TransportError(
                .untrusted, "sent a certificate that expired on \(Self.day(dates.last))",
                advice:
                    "Whoever runs the server must renew it, unless this machine's clock (\(Self.day(now))) is wrong.")
        }
        if now < dates.first {
            return TransportError(
                .untrusted, "sent a certificate that is not valid before \(Self.day(dates.first))",
                advice: "Check this machine's clock, which says \(Self.day(now)).")
        }
        return Self.unknownIssuer
    }

    static let unknownIssuer = TransportError(
        .untrusted, "sent a certificate of an issuer that this machine does not trust",
        advice:
            "If a proxy or the company's own authority issues it, name that authority's file in the source's ca_file"
            + " or SSL_CERT_FILE; otherwise check the server number or endpoint.")

    static func wrongName(_ base: BaseURL) -> TransportError {
        TransportError(
            .untrusted, "sent a certificate that is not for \(base.host)",
            advice: "Check the server number or endpoint, and whether something else answers at that address.")
    }

    private func dates(of base: BaseURL, through proxy: Proxy?) async -> Dates? {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, proxy: proxy?.configuration)
        configuration.timeout.connect = TimeAmount(connectTimeout)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeSucceededVoidFuture().flatMapThrowing {
                let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
                throw Dates(first: certificate?.notValidBefore ?? .min, last: certificate?.notValidAfter ?? .max)
            }
        }
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        var found: Dates?
        do {
            _ = try await client.execute(HTTPClientRequest(url: base.description), timeout: TimeAmount(connectTimeout))
        } catch {
            found = error as? Dates
        }
        try? await client.shutdown()
        return found
    }

    private static func day(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601.year().month().day())
    }
}
