internal import Foundation
internal import NIOSSL

/// A certificate that a ``ScriptedServer`` presents; all are signed by the authority ``authority``.
package enum TestCertificate: String, Sendable, CaseIterable {
    /// Valid, for 127.0.0.1, localhost, wv0012.wolkvox.com and api.example.com.
    case good
    /// The same, but over since 2021.
    case expired
    /// The same, but valid from 2100 on.
    case early
    /// Valid, for another name.
    case otherName = "other-name"

    /// The path of the authority's certificate.
    package static var authority: String { path("trusted") }
    /// The path of the certificate of an authority that signed none of them.
    package static var stranger: String { path("stranger") }

    private static func path(_ name: String) -> String {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return here.appending(path: "Certificates/\(name).pem").path(percentEncoded: false)
    }

    func context() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(Self.path(rawValue)).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(file: Self.path("server-key"), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }
}
