internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Why no whole answer came. Its words never have a header, a path of this machine or a proxy's password.
struct ConnectionFault: Error, Sendable, Equatable {
    /// The kinds of faults.
    enum Kind: Sendable {
        /// There was no connection.
        case unreachable
        /// The connection broke, or nothing came for too long. The request may have been heeded.
        case cut
        /// Asking again cannot help.
        case final
    }

    var kind: Kind
    /// The part of a sentence that begins "the store", or the host.
    var detail: String

    init(_ kind: Kind, _ detail: String) { (self.kind, self.detail) = (kind, detail) }

    /// Sorts the errors of the libraries below.
    init(_ error: any Error, with endpoint: S3Endpoint, throughProxy: Bool = false) {
        let way = throughProxy ? " through the proxy" : ""
        switch error {
        case let error as ConnectionFault:
            self = error
        case let error as HTTPClientError where error == .proxyAuthenticationRequired:
            self.init(.final, "is behind a proxy that wants another user name and password (HTTPS_PROXY)")
        case let error as NIOConnectionError:
            let isUnknown = error.connectionErrors.isEmpty && (error.dnsAError ?? error.dnsAAAAError) != nil
            let reason = isUnknown && !throughProxy ? "is not a known name" : "takes no connection\(way)"
            self.init(.unreachable, reason)
        case let error as NIOSSLError:
            self.init(error)
        case is NIOSSLExtraError:
            self.init(.final, "sent a certificate for another name")
        case is BoringSSLError:
            self.init(.unreachable, "broke off the TLS handshake")
        case let error as HTTPClientError:
            self.init(error, way)
        case ChannelError.connectTimeout:
            self.init(.unreachable, "gave no connection in time\(way)")
        case let error as IOError where [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ENETDOWN].contains(error.errnoCode):
            self.init(.unreachable, "takes no connection\(way)")
        case is HTTPParserError:
            self.init(.cut, "broke off its answer")
        default:
            self.init(.cut, "broke the connection")
        }
    }

    private init(_ error: HTTPClientError, _ way: String) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout,
            .socksHandshakeTimeout, .invalidProxyResponse:
            self.init(.unreachable, "gave no connection in time\(way)")
        case .readTimeout, .writeTimeout, .deadlineExceeded:
            self.init(.cut, "was silent for too long")
        default:
            self.init(.cut, "broke the connection")
        }
    }

    private init(_ error: NIOSSLError) {
        switch error {
        case .handshakeFailed(.sslError(let stack)):
            let text = stack.map { "\($0)" }.joined()
            if text.contains("CERTIFICATE_VERIFY_FAILED") {
                self.init(.final, "sent a certificate that this machine does not trust")
            } else if ["WRONG_VERSION_NUMBER", "HTTP_REQUEST"].contains(where: text.contains) {
                self.init(.final, "does not speak https on that port")
            } else {
                self.init(.unreachable, "broke off the TLS handshake")
            }
        case .unableToValidateCertificate:
            self.init(.final, "sent a certificate that this machine does not trust")
        case .noCertificateToValidate, .cannotFindPeerIP, .cannotMatchULabel:
            self.init(.final, "sent a certificate for another name")
        case .failedToLoadCertificate, .noSuchFilesystemObject:
            self.init(.final, "cannot be verified: the certificate authorities of this machine cannot be read")
        case .handshakeFailed:
            self.init(.unreachable, "broke off the TLS handshake")
        default:
            self.init(.cut, "broke the connection")
        }
    }
}
