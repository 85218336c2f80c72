internal import NIOCore

/// One connection of a ``ScriptedServer``.
final class ScriptedConversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: ScriptedServer
    private var received: [UInt8] = []

    init(_ server: ScriptedServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        while let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
            let length = Self.contentLength(head)
            guard received.count >= end.upperBound + length else { return }
            let body = Array(received[end.upperBound..<end.upperBound + length])
            received.removeSubrange(..<(end.upperBound + length))
            let answer = server.begin(head, body)
            context.channel.write(ByteBuffer(bytes: answer.opening), promise: nil)
            Self.perform(answer, from: 0, on: context.channel, server)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients that go away are part of the script.
        context.close(promise: nil)
    }

    private static func contentLength(_ head: String) -> Int {
        let lines = head.lowercased().split(separator: "\r\n").filter { $0.hasPrefix("content-length:") }
        return lines.first.flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) } ?? 0
    }

    private static func perform(
        _ answer: ScriptedAnswer, from first: Int, on channel: any Channel, _ server: ScriptedServer
    ) {
        for (number, step) in answer.steps.enumerated().dropFirst(first) {
            switch step {
            case .send(let bytes):
                channel.writeAndFlush(ByteBuffer(bytes: answer.framed(bytes)), promise: nil)
            case .wait(let time):
                channel.eventLoop.scheduleTask(in: TimeAmount(time)) {
                    perform(answer, from: number + 1, on: channel, server)
                }
                return channel.flush()
            case .hang:
                channel.closeFuture.whenComplete { _ in server.end() }
                return channel.flush()
            case .cut:
                server.end()
                channel.flush()
                return channel.close(promise: nil)
            }
        }
        server.end()
        channel.writeAndFlush(ByteBuffer(bytes: answer.closing), promise: nil)
    }
}
