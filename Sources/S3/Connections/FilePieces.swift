internal import Disk
internal import ETL
internal import NIOCore

/// A part of a file, read piece by piece as the connection takes it.
struct FilePieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    /// The size of a piece: few changes of thread for each megabyte, and little memory for each part on its way.
    static let size = 128 << 10

    let file: OpenFile
    let offset: Int
    let count: Int
    /// The loop of the connection.
    let loop: any EventLoop

    func makeAsyncIterator() -> Iterator { Iterator(file: file, offset: offset, end: offset + count, loop: loop) }

    struct Iterator: AsyncIteratorProtocol {
        let file: OpenFile
        var offset: Int
        let end: Int
        let loop: any EventLoop

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
            // The client takes pieces for as long as its loop has not said that the connection is full; on a busy machine
            // that is many. Once the loop has been here, it has heard of the last piece.
            try await loop.submit {}.get()
            let bytes = try file.read(at: offset, count: Swift.min(FilePieces.size, end - offset))
            guard !bytes.isEmpty else {
                throw ETLError(
                    .files, "\(file.path) became shorter while it was uploaded",
                    advice: "Nothing but this program may write there: run again")
            }
            offset += bytes.count
            return ByteBuffer(bytes: bytes)
        }
    }
}
