internal import NIOCore
internal import NIOHTTP1

/// One connection of a ``FakeStore``.
final class FakeStoreConversation: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let store: FakeStore
    private var current: (request: FakeStoreRequest, disruption: FakeDisruption?)?
    private var body: [UInt8] = []

    init(_ store: FakeStore) { self.store = store }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            current = store.begin(head)
            body = []
            cutIfDue(context)
        case .body(let piece):
            body += piece.readableBytesView
            cutIfDue(context)
        case .end:
            guard let (request, disruption) = current else { return }
            current = nil
            answer(request, body, disruption, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients that go away are part of the script.
        context.close(promise: nil)
    }

    private func cutIfDue(_ context: ChannelHandlerContext) {
        guard case .cutRequest(let limit)? = current?.disruption, body.count >= limit else { return }
        current = nil
        context.close(promise: nil)
    }

    private func answer(
        _ request: FakeStoreRequest, _ body: [UInt8], _ disruption: FakeDisruption?, _ context: ChannelHandlerContext
    ) {
        let isHead = request.method == "HEAD"
        let channel = context.channel
        switch disruption {
        case .answer(let status, let code):
            Self.write(store.error(status, code), isHead, nil, channel)
        case .cutRequest: channel.close(promise: nil)
        case .silence: break
        case .loseAnswer, .answerAnyway, .cutAnswer, nil:
            store.perform(request, body, on: context.eventLoop).whenSuccess { [store] answer in
                switch disruption {
                case .loseAnswer: channel.close(promise: nil)
                case .answerAnyway(let status, let code): Self.write(store.error(status, code), isHead, nil, channel)
                case .cutAnswer(let count): Self.write(answer, isHead, count, channel)
                default: Self.write(answer, isHead, nil, channel)
                }
            }
        }
    }

    private static func write(_ answer: FakeStoreAnswer, _ isHead: Bool, _ cut: Int?, _ channel: any Channel) {
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        if !headers.contains(name: "content-length"), answer.status != 204 {
            headers.add(name: "content-length", value: "\(answer.body.count)")
        }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        let body = isHead ? [] : answer.body.prefix(cut ?? .max)
        if !body.isEmpty {
            channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
        }
        if cut != nil, !isHead {
            channel.flush()
            channel.close(promise: nil)
        } else {
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        }
    }
}

/// What a ``FakeStore`` sends.
struct FakeStoreAnswer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(_ status: Int, _ headers: [(name: String, value: String)] = [], _ body: [UInt8] = []) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }
}
