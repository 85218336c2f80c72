internal import NIOCore

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
