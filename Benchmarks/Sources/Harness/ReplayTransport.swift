internal import NIOCore
internal import Wolkvox

/// Answers every request with the same bytes, in pieces such as a socket brings.
struct ReplayTransport: HTTPTransport {
    private static let pieceBytes = 64 << 10
    private let pieces: [ByteBuffer]

    init(_ answer: [UInt8]) {
        pieces = stride(from: 0, to: answer.count, by: Self.pieceBytes).map { start in
            ByteBuffer(bytes: answer[start..<min(start + Self.pieceBytes, answer.count)])
        }
    }

    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        try await receive(.head(HTTPHead(status: 200)))
        for piece in pieces { try await receive(.body(piece)) }
    }
}
