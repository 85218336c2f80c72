internal import Disk
internal import ETL
internal import NIOCore

/// A part of a file, read piece by piece as the connection takes it.
struct FilePieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    /// The size of a piece: few changes of thread for each megabyte, and little memory for each part on its way.
    static let size = 256 << 10

    let file: OpenFile
    let offset: Int
    let count: Int

    func makeAsyncIterator() -> Iterator { Iterator(file: file, offset: offset, end: offset + count) }

    struct Iterator: AsyncIteratorProtocol {
        let file: OpenFile
        var offset: Int
        let end: Int

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
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
