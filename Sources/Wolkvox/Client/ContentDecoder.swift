internal import NIOCore

/// Undoes the encoding of a body, piece by piece.
struct ContentDecoder {
    private let inflater: GzipInflater?
    private var plain: ByteBuffer?
    private let largest: Int
    private var bytes = 0

    /// What requests say that they accept.
    static let accepted = "gzip"

    /// - Parameters:
    ///   - encoding: the header `Content-Encoding`.
    ///   - largest: the most bytes that compressed ones may turn into.
    /// - Throws: ``TransportError`` for an encoding that no request accepts.
    init(_ encoding: String?, largest: Int) throws(TransportError) {
        self.largest = largest
        let words = (encoding ?? "").lowercased().split { $0 == "," || $0 == " " }.filter { $0 != "identity" }
        switch words {
        case []: inflater = nil
        case ["gzip"], ["x-gzip"]: inflater = try GzipInflater()
        default:
            throw TransportError(
                .malformed, "it is encoded as \(words.joined(separator: ", ").prefix(40)), not as gzip")
        }
    }

    /// Takes the next bytes of the body; ``next()`` must have returned nil before.
    mutating func take(_ buffer: ByteBuffer) {
        if let inflater { inflater.take(buffer.readableBytesView) } else { plain = buffer }
    }

    /// The next bytes of the answer, or nil when more of the body are needed.
    mutating func next() throws(TransportError) -> ByteBuffer? {
        guard let inflater else { return plain.take() }
        guard let piece = try inflater.next() else { return nil }
        bytes += piece.readableBytes
        guard bytes <= largest else { throw TransportError(.tooLarge) }
        return piece
    }

    /// The body has ended.
    func finish() throws(TransportError) { try inflater?.finish() }
}
