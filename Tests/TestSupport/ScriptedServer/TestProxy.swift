internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// An HTTP proxy on a free port of this machine that connects to one server, whatever name is asked for.
package final class TestProxy: Sendable {
    private let heads = Mutex<[String]>([])
    private let status: String
    private let target: Int
    private let bound = Mutex(0)

    private init(status: String, target: Int) {
        self.status = status
        self.target = target
    }

    /// The port it listens on.
    package var port: Int { bound.withLock { $0 } }
    /// What it was asked, each from the request line to the last header.
    package var requests: [String] { heads.withLock { $0 } }

    /// Runs a proxy that answers every request with a status and, if that is 200, passes bytes to and from a port.
    package static func run<Result>(
        to target: Int, answering status: String = "200 OK",
        _ body: nonisolated(nonsending) (TestProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = TestProxy(status: status, target: target)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(proxy))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        proxy.bound.withLock { $0 = listener.localAddress?.port ?? 0 }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(proxy))
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        return try outcome.get()
    }

    private final class Conversation: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer

        private let proxy: TestProxy
        private var received: [UInt8] = []

        init(_ proxy: TestProxy) { self.proxy = proxy }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += unwrapInboundIn(data).readableBytesView
            guard received.suffix(4) == Array("\r\n\r\n".utf8)[...] else { return }
            proxy.heads.withLock { $0.append(String(decoding: received, as: UTF8.self)) }
            received = []
            let channel = context.channel
            guard proxy.status.hasPrefix("200") else {
                channel.writeAndFlush(
                    ByteBuffer(string: "HTTP/1.1 \(proxy.status)\r\nContent-Length: 0\r\n\r\n"), promise: nil)
                return
            }
            let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n")
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
            ClientBootstrap(group: channel.eventLoop)
                .channelInitializer { server in
                    server.eventLoop.makeCompletedFuture {
                        try server.pipeline.syncOperations.addHandler(Pipe(to: channel))
                        try channel.pipeline.syncOperations.addHandler(Pipe(to: server))
                    }
                }
                .connect(host: "127.0.0.1", port: proxy.target)
                .whenComplete { result in
                    switch result {
                    case .success: channel.writeAndFlush(answer, promise: nil)
                    case .failure: channel.close(promise: nil)
                    }
                }
        }
    }

    /// Passes what one connection receives to another.
    private final class Pipe: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let other: any Channel

        init(to other: any Channel) { self.other = other }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
