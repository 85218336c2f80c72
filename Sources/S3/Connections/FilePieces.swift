internal import Disk
internal import ETL
internal import NIOCore

/// A part of a file, read piece by piece as the connection takes it.
struct FilePieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    /// The size of a piece: few changes of thread for each megabyte, and little memory for each part on its way.
    static let size = 128 << 10

    private let file: OpenFile
    private var offset: Int
    private let end: Int
    /// The loop of the connection.
    private let loop: any EventLoop

    init(file: OpenFile, offset: Int, count: Int, loop: any EventLoop) {
        (self.file, self.offset, end, self.loop) = (file, offset, offset + count, loop)
    }

    func makeAsyncIterator() -> Self { self }

    mutating func next() async throws -> ByteBuffer? {
        guard offset < end else { return nil }
        // The client takes pieces for as long as its loop has not said that the connection is full; on a busy machine
        // that is many. Once the loop has been here, it has heard of the last piece.
        try await loop.submit {}.get()
        let bytes = try file.read(at: offset, count: Swift.min(Self.size, end - offset))
        guard !bytes.isEmpty else {
            throw ETLError(
                .files, "\(file.path) became shorter while it was uploaded",
                advice: "Nothing but this program may write there: run again")
        }
        offset += bytes.count
        return ByteBuffer(bytes: bytes)
    }
}
