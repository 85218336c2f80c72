import NIOCore
import NIOPosix

/// A server that answers as soon as it has the head of a request, and lets the body come.
enum EarlyServer {
    /// Runs a server that answers every request so.
    static func run(
        _ status: String, _ document: String, _ body: nonisolated(nonsending) (_ address: String) async throws -> Void
    ) async throws {
        let text =
            "HTTP/1.1 \(status)\r\nContent-Length: \(document.utf8.count)\r\nConnection: close\r\n\r\n\(document)"
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(text))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body("http://127.0.0.1:\(listener.localAddress?.port ?? 0)"))
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        try outcome.get()
    }

    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let text: String
        private var hasAnswered = false

        init(_ text: String) { self.text = text }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if hasAnswered { return }
            hasAnswered = true
            context.channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
