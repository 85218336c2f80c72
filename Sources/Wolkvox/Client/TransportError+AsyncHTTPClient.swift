internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

extension TransportError {
    /// Sorts the errors of the libraries below. Their own texts are used only where they cannot contain a header, a path
    /// of the machine that built the program, or a proxy's password.
    ///
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - base: the server that was asked.
    ///   - proxy: what the connection went through.
    ///   - hasBegun: whether the answer had begun.
    init(_ error: any Error, from base: BaseURL, through proxy: Proxy?, hasBegun: Bool) {
        switch error {
        case let error as TransportError:
            self = error
        case is NIOConnectionError where proxy != nil, is IOError where proxy != nil && !hasBegun:
            self.init(
                .proxy, "no connection to \(proxy?.description ?? "it")",
                advice: "Check HTTPS_PROXY and NO_PROXY, and whether the proxy is up.")
        case let error as NIOConnectionError:
            let isUnknown = error.connectionErrors.isEmpty && (error.dnsAError ?? error.dnsAAAAError) != nil
            self.init(.unreachable, isUnknown ? "\(error.host) is not known" : "no connection to \(error.host)")
        case let error as NIOSSLError:
            self.init(error, base)
        case let error as NIOSSLExtraError
        where [.failedToValidateHostname, .serverHostnameImpossibleToMatch].contains(error):
            self = CertificateInspection.wrongName(base)
        case is BoringSSLError where !hasBegun:
            self.init(
                .untrusted, "cannot be verified: the certificate authorities of this machine cannot be read",
                advice: "Check the files that SSL_CERT_FILE, SSL_CERT_DIR or the source's ca_file names.")
        case is TLSRecordGuard.SpeaksTLS:
            self = .wantsTLS
        case let error as StatusGuard.InvalidStatus:
            self.init(.malformed, "HTTP has no status \(error.code)")
        case let error as HTTPClientError:
            self = proxy.flatMap { Self.fault(of: $0, error) } ?? TransportError(error)
        case HTTPParserError.invalidEOFState:
            self.init(.cut, "the connection was closed within the answer")
        case let error as HTTPParserError:
            self.init(.malformed, error.debugDescription)
        case ChannelError.connectTimeout:
            self.init(.unreachable, "no connection in time")
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self.init(.unreachable, "connection refused")
        case let error as IOError where [ENETUNREACH, EHOSTUNREACH, ENETDOWN, ETIMEDOUT].contains(error.errnoCode):
            self.init(.unreachable, "no way to the server")
        default:
            self.init(.cut, "the connection broke")
        }
        if kind == .unreachable, base.isSecure, advice.isEmpty {
            // The library does not say whether the connection or the TLS handshake took too long.
            advice =
                "Check the network, and the server number or the endpoint's port, which must speak https; and that this"
                + " machine's address is on the allow-list of the operation: the API shuts others out without an answer."
        }
        if kind == .cut, !hasBegun, !base.isSecure {
            advice = "If that port speaks https, write https:// in the endpoint; otherwise run again later."
        }
    }

    private init(_ error: HTTPClientError) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self.init(.unreachable, "no connection in time")
        case .remoteConnectionClosed, .uncleanShutdown, .bodyLengthMismatch:
            self.init(.cut, "the connection was closed within the answer")
        case .readTimeout, .deadlineExceeded:
            self.init(.timedOut)
        default:
            self.init(.malformed, error.shortDescription)
        }
    }
}

// MARK: - Proxies

extension TransportError {
    /// What a proxy did wrong, or nil if the error is not a proxy's.
    private static func fault(of proxy: Proxy, _ error: HTTPClientError) -> TransportError? {
        let fault: String
        switch error {
        case .proxyAuthenticationRequired:
            // Asking again with the same password locks accounts.
            return TransportError(
                .mismatched, "could not be reached: the proxy \(proxy) wants another user name and password",
                advice: "Write them into HTTPS_PROXY: http://user:password@\(proxy); special characters as %40.")
        case .invalidProxyResponse: fault = "refused to connect to the server"
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: fault = "gave no answer in time"
        case .connectTimeout: fault = "gave no connection in time"
        default: return nil
        }
        return TransportError(
            .proxy, "\(proxy) \(fault)",
            advice: "Check HTTPS_PROXY and NO_PROXY, and that the proxy lets this machine reach the server.")
    }
}

// MARK: - TLS

extension TransportError {
    private static let checkThePort = "Check the server number, or the endpoint's port: it may not speak https."

    /// The server's port speaks https, and was asked without it.
    static let wantsTLS = TransportError(
        .mismatched, "speaks https on that port, and was asked over plain http",
        advice: "Write https:// in the source's endpoint.")

    /// Whether the body of an answer with the status 400 says so, in the words of the usual servers.
    static func asksForTLS(_ body: ByteBuffer) -> Bool {
        let text = String(decoding: body.readableBytesView.prefix(1024), as: UTF8.self)
        return ["to HTTPS port", "to an HTTPS server", "SSL-enabled server port"].contains { text.contains($0) }
    }

    /// Whether a certificate was refused for a reason that the error does not say.
    static func isUnverified(_ error: any Error) -> Bool {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let stack)): names(stack).contains("CERTIFICATE_VERIFY_FAILED")
        case NIOSSLError.unableToValidateCertificate: true
        default: false
        }
    }

    private init(_ error: NIOSSLError, _ base: BaseURL) {
        switch error {
        case .handshakeFailed(.sslError(let stack)):
            let names = Self.names(stack)
            if names.contains(where: Self.plainText.contains) {
                let advice =
                    base.isLoopback
                    ? "Write http:// in the source's endpoint, or correct its port."
                    : "Correct the port of the source's endpoint; plain http is for this machine alone."
                self.init(.mismatched, "does not speak https on that port", advice: advice)
            } else if stack.contains(.eofDuringHandshake) {
                self.init(
                    .unreachable, "the connection was closed during the TLS handshake", advice: Self.checkThePort)
            } else {
                self.init(.unreachable, "the TLS handshake failed", advice: Self.checkThePort)
            }
        case .handshakeFailed:
            self.init(.unreachable, "the connection broke during the TLS handshake", advice: Self.checkThePort)
        case .uncleanShutdown:
            self.init(.cut, "the connection was closed within the answer")
        case .noCertificateToValidate, .cannotFindPeerIP, .cannotMatchULabel:
            self = CertificateInspection.wrongName(base)
        case .failedToLoadCertificate, .noSuchFilesystemObject:
            self.init(
                .untrusted, "cannot be verified: the certificate authorities of this machine cannot be read",
                advice: "Check the files that SSL_CERT_FILE, SSL_CERT_DIR or the source's ca_file names.")
        default:
            self.init(.cut, "the connection broke")
        }
    }

    /// What the library's errors are called by who answers a handshake without TLS.
    private static let plainText: Set<String> = ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST"]

    /// The names of errors, which stand in their texts before the path of the library's source file.
    private static func names(_ stack: NIOBoringSSLErrorStack) -> [String] {
        stack.compactMap { error in
            let words = error.description.split(separator: "OPENSSL_internal:", maxSplits: 1)
            return words.count == 2 ? words[1].split(separator: " ").first.map(String.init) : nil
        }
    }
}
