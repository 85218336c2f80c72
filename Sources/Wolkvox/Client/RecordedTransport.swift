internal import NIOCore

/// Answers every request with the same body, as a server would that was asked before: no connection is made.
package struct RecordedTransport: HTTPTransport {
    private let body: [UInt8]
    private static let pieceBytes = 64 << 10

    /// A transport that answers with `body`, with success.
    package init(body: [UInt8]) { self.body = body }

    /// Hands over the recorded answer.
    package func get(
        _ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void
    ) async throws {
        try await receive(.head(HTTPHead(status: 200)))
        for start in stride(from: 0, to: body.count, by: Self.pieceBytes) {
            try await receive(.body(ByteBuffer(bytes: body[start..<min(start + Self.pieceBytes, body.count)])))
        }
    }
}
