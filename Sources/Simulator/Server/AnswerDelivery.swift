import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Sends one answer, as whole or as broken as it is meant to be, and writes down what went out.
struct AnswerDelivery: Sendable {
    let channel: any Channel
    let flight: Flight
    let log: RequestLog
    let place: Int
    let onServed: @Sendable (RequestLog.Entry) -> Void

    private struct Broken: Error {}

    func send(_ answer: Answer) async throws -> Response {
        try await pause(answer.wire.delay)
        switch answer.wire.ending {
        case .whole: return response(answer)
        case .hang(let time): try await pause(time)
        case .reset: try? await channel.resetOnClose()
        }
        onServed(log.update(place) { _ in })
        flight.end()
        try? await channel.close()
        throw Broken()
    }

    private func response(_ answer: Answer) -> Response {
        log.update(place) { $0.status = answer.status }
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        headers[.accessControlAllowOrigin] = "*"
        for (name, value) in answer.headers {
            if let field = HTTPField.Name(name) { headers[field] = value }
        }
        // Without a length the body goes out in chunks, as the real server sends it.
        let body = ResponseBody { writer in
            do {
                try await write(answer, to: &writer)
            } catch {
                onServed(log.update(place) { _ in })
                throw error
            }
            try await writer.finish(nil)
        }
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }

    @concurrent
    private func write(_ answer: Answer, to writer: inout any ResponseBodyWriter) async throws {
        var bytes = AnswerBytes(answer)
        var piece = bytes.next()
        while let sent = piece {
            piece = bytes.next()
            if piece == nil {
                record(answer, bytes: sent.count, isCut: bytes.isCut)
            } else {
                log.update(place) { $0.bytes += sent.count }
            }
            try await write(sent, bytesPerSecond: answer.wire.bytesPerSecond, to: &writer)
        }
        guard bytes.isCut else { return }
        // Where no byte went out, nothing has been recorded.
        flight.end()
        throw Broken()
    }

    // Before the last bytes go out: whoever has read them may look at the log or ask again at once.
    private func record(_ answer: Answer, bytes: Int, isCut: Bool) {
        flight.end()
        let entry = log.update(place) { entry in
            entry.bytes += bytes
            entry.isComplete = !isCut
            entry.rows = answer.rowCount
        }
        if !isCut { onServed(entry) }
    }

    @concurrent
    private func write(
        _ bytes: [UInt8], bytesPerSecond: Int?, to writer: inout any ResponseBodyWriter
    ) async throws {
        guard let bytesPerSecond else { return try await writer.write(ByteBuffer(bytes: bytes)) }
        let step = max(1, bytesPerSecond / 20)
        for start in stride(from: 0, to: bytes.count, by: step) {
            try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + step, bytes.count)]))
            try await pause(.milliseconds(1000 * step / bytesPerSecond))
        }
    }

    // In short steps, so that a client that hangs up doesn't leave its request under way.
    private func pause(_ time: Duration) async throws {
        var left = time
        while left > .zero, channel.isActive {
            let step = min(left, .milliseconds(50))
            try await Task.sleep(for: step)
            left -= step
        }
    }
}

extension Channel {
    /// Makes the next close a reset, which the other side sees as an error and not as an end.
    func resetOnClose() async throws {
        guard let options = self as? any SocketOptionProvider else { return }
        try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
}
