import Disk
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import S3

/// Files on their way to a store.
@Suite struct FilePiecesTests {
    @Test func piecesMakeThePartOfTheFile() async throws {
        let content = Bench.noise(1_000_000)
        try await Bench.withFile(content) { path in
            let file = try OpenFile(path, .read)
            let loop = MultiThreadedEventLoopGroup.singleton.any()
            var bytes: [UInt8] = []
            for try await piece in FilePieces(file: file, offset: 100, count: 999_000, loop: loop) {
                #expect(piece.readableBytes <= FilePieces.size)
                bytes += piece.readableBytesView
            }
            #expect(bytes == Array(content[100..<999_100]))
            #expect(try SHA256Text.hexadecimal(of: file, offset: 100, count: 999_000) == Sums.sha256(bytes))
        }
    }

    /// The client takes pieces until its loop says that the connection is full: with a store slower than the disk, and a
    /// machine that is busy, 50 MiB of a file were in memory before it did.
    @Test func aPieceWaitsUntilTheLoopHasDealtWithTheLast() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let count = Mutex(0)
        try await Bench.withFile(Bench.noise(3 * FilePieces.size)) { path in
            let file = try OpenFile(path, .read)
            var pieces = FilePieces(file: file, offset: 0, count: 3 * FilePieces.size, loop: loop).makeAsyncIterator()
            for number in 1...3 {
                // What the client does with a piece, on a loop that has much to do.
                loop.execute {
                    Thread.sleep(forTimeInterval: 0.05)
                    count.withLock { $0 += 1 }
                }
                let piece = try await pieces.next()
                #expect(piece != nil)
                #expect(count.withLock { $0 } == number)
            }
        }
        try await group.shutdownGracefully()
    }
}
