/// What a ``ScriptedServer`` sends for one request.
package struct ScriptedAnswer: Sendable {
    /// One thing that the server does.
    package enum Step: Sendable {
        /// Sends some bytes of the body.
        case send([UInt8])
        /// Lets some time pass.
        case wait(Duration)
        /// Does nothing more until the client goes away.
        case hang
        /// Closes the connection at once.
        case cut
    }

    /// How the end of the body is told.
    package enum Framing: Sendable {
        /// Each ``Step/send(_:)`` is a chunk.
        case chunked
        /// A `Content-Length` of so many bytes.
        case length(Int)
        /// Nothing tells it, for statuses without a body.
        case none
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var framing: Framing
    package var steps: [Step]
    /// Sent as they are instead of the status line, the headers and everything.
    package var raw: [UInt8]?

    package init(
        status: Int = 200, headers: [(name: String, value: String)] = [], framing: Framing = .chunked, steps: [Step]
    ) {
        self.status = status
        self.headers = headers
        self.framing = framing
        self.steps = steps
    }

    /// An answer that comes whole, in pieces of at most `pieceSize` bytes.
    package init(
        status: Int = 200, headers: [(name: String, value: String)] = [], _ body: String, pieceSize: Int = .max
    ) {
        let bytes = Array(body.utf8)
        let starts = stride(from: 0, to: bytes.count, by: min(pieceSize, max(1, bytes.count)))
        self.init(
            status: status, headers: headers,
            steps: starts.map { .send(Array(bytes[$0..<min($0 + min(pieceSize, bytes.count), bytes.count)])) })
    }

    /// An answer that breaks off behind the given text.
    package static func cut(after body: String) -> ScriptedAnswer {
        ScriptedAnswer(steps: [.send(Array(body.utf8)), .cut])
    }

    /// A connection that is closed without a word.
    package static let silence = ScriptedAnswer(raw: [])

    /// An answer that never comes.
    package static let hang = ScriptedAnswer(raw: [], steps: [.hang])

    /// Bytes that need not be HTTP.
    package init(raw: [UInt8], steps: [Step] = [.cut]) {
        self.init(steps: steps)
        self.raw = raw
    }

    var opening: [UInt8] {
        if let raw { return raw }
        var lines = ["HTTP/1.1 \(status) Scripted"] + headers.map { "\($0.name): \($0.value)" }
        switch framing {
        case .chunked: lines.append("Transfer-Encoding: chunked")
        case .length(let count): lines.append("Content-Length: \(count)")
        case .none: break
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    func framed(_ bytes: [UInt8]) -> [UInt8] {
        guard raw == nil, case .chunked = framing, !bytes.isEmpty else { return bytes }
        return Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    var closing: [UInt8] {
        guard raw == nil, case .chunked = framing else { return [] }
        return Array("0\r\n\r\n".utf8)
    }
}
