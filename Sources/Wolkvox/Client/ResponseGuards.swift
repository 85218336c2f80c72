internal import NIOCore
internal import NIOHTTP1

/// Refuses answers whose status is below 100, which end the process in the client behind.
final class StatusGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// A status that HTTP does not have.
    struct InvalidStatus: Error {
        let code: UInt
    }

    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            hasRefused = true
            context.fireErrorCaught(InvalidStatus(code: head.status.code))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    /// Puts a guard between the decoder of a connection and all that reads its answers, and before the decoder one that
    /// recognizes TLS.
    static func install(in channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(TLSRecordGuard(), position: .before(decoder))
        try pipeline.addHandler(StatusGuard(), position: .after(decoder))
    }
}

/// Recognizes a server that speaks TLS on a connection without it: it answers a request with a record of TLS, an alert.
final class TLSRecordGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The server speaks TLS.
    struct SpeaksTLS: Error {}

    private static let alert: [UInt8] = [0x15, 0x03]

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if unwrapInboundIn(data).readableBytesView.starts(with: Self.alert) {
            context.fireErrorCaught(SpeaksTLS())
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
