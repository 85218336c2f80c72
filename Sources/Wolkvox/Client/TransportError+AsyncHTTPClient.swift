internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

extension TransportError {
    /// Sorts the errors of the libraries below. Their own texts are used only where they cannot contain a header.
    init(_ error: any Error) {
        switch error {
        case let error as TransportError:
            self = error
        case let error as NIOConnectionError:
            let isUnknown = error.connectionErrors.isEmpty && (error.dnsAError ?? error.dnsAAAAError) != nil
            self.init(.unreachable, isUnknown ? "\(error.host) is not known" : "no connection to \(error.host)")
        case let error as NIOSSLError:
            self.init(.untrusted, "\(error)")
        case is NIOSSLExtraError:
            self.init(.untrusted, "the certificate does not fit the server")
        case let error as StatusGuard.InvalidStatus:
            self.init(.malformed, "HTTP has no status \(error.code)")
        case let error as HTTPClientError:
            self.init(error)
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
