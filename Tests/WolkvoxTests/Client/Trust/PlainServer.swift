import NIOCore
import NIOPosix

/// A server that answers whatever comes with the same bytes and closes the connection; or, without bytes, never answers.
enum PlainServer {
    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        let answer: [UInt8]?

        init(_ answer: [UInt8]?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let answer else { return }
            context.channel.writeAndFlush(ByteBuffer(bytes: answer), promise: nil)
            context.close(promise: nil)
        }
    }

    static func run(answering answer: [UInt8]?, _ body: nonisolated(nonsending) (Int) async throws -> Void) async throws
    {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answerer(answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(listener.localAddress?.port ?? 0))
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        try outcome.get()
    }
}
