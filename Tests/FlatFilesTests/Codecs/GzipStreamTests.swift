import Disk
import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct GzipStreamTests {
    /// Text that compresses about as rows do.
    private static let block = GzipFraming.blockBytes
    static let content: [UInt8] = {
        var generator = SplitMix(state: 1)
        var bytes: [UInt8] = []
        while bytes.count < 5 * block {
            bytes.append(contentsOf: "{\"id\":\"\(generator.next() % 1_000_000)\",\"note\":\"buenos días 😀\"}\n".utf8)
        }
        return Array(bytes[..<(5 * block)])
    }()

    private func compress(
        _ content: ArraySlice<UInt8>, in directory: TemporaryDirectory, step: Int, workers: Int = 2, level: Int = 6
    ) async throws -> (path: String, finished: GzipStream.Finished) {
        let path = "\(directory.path)/\(UUID()).gz"
        let finished = try await CompressionPool.withPool(
            workers: workers, CompressionKind(level: level, format: .ndjson)
        ) { pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            var at = content.startIndex
            while at < content.endIndex {
                let end = min(at + step, content.endIndex)
                stream.pending.append(contentsOf: content[at..<end])
                try await stream.cut()
                at = end
            }
            return try await stream.finish()
        }
        return (path, finished)
    }

    @Test(arguments: [0, 1, 100, block - 1, block, block + 1, 2 * block, 5 * block])
    func isReadByGzipAndPython(size: Int) async throws {
        let directory = try TemporaryDirectory()
        let content = Self.content[..<size]
        let (path, finished) = try await compress(content, in: directory, step: 10_000)
        #expect(try await Tool.gunzip(path) == Array(content))
        #expect(try await Tool.pythonGunzip(path) == Array(content))
        let tally = try GzipTally(reading: path)
        #expect(tally.bytes == finished.bytes)
        #expect(tally.contentBytes == size)
        #expect(tally.sha256 == finished.sha256)
        #expect(tally.contentSHA256 == finished.contentSHA256)
    }

    @Test(arguments: [7, 4096, block, block + 80_000, 4 * block])
    func hasTheSameBytesHoweverItIsAppended(step: Int) async throws {
        let directory = try TemporaryDirectory()
        let content = Self.content[..<(5 * Self.block / 2)]
        let expected = try await compress(content, in: directory, step: content.count).finished
        let found = try await compress(content, in: directory, step: step).finished
        #expect(found.sha256 == expected.sha256)
    }

    @Test(arguments: [1, 2, 3, 8])
    func hasTheSameBytesOnAnyNumberOfCores(workers: Int) async throws {
        let directory = try TemporaryDirectory()
        let expected = try await compress(Self.content[...], in: directory, step: 100_000).finished
        let found = try await compress(Self.content[...], in: directory, step: 100_000, workers: workers).finished
        #expect(found.sha256 == expected.sha256)
    }

    @Test(arguments: 1...9)
    func everyLevelIsReadable(level: Int) async throws {
        let directory = try TemporaryDirectory()
        let content = Self.content[..<(3 * Self.block / 2)]
        let path = try await compress(content, in: directory, step: 65_536, level: level).path
        #expect(try await Tool.gunzip(path) == Array(content))
    }

    @Test func incompressibleBytesSurvive() async throws {
        let directory = try TemporaryDirectory()
        var generator = SplitMix(state: 2)
        let noise = (0..<(5 * Self.block / 2)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let path = try await compress(noise[...], in: directory, step: 99_999).path
        #expect(try await Tool.gunzip(path) == noise)
    }

    /// About the sizes at which what is stored as it is fills a buffer of 64 KiB to its last byte.
    @Test func aBlockIsFlushedOnce() async throws {
        var generator = SplitMix(state: 3)
        let noise = (0..<65_600).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let deflater = try Deflater(level: 6, format: .ndjson)
        let twice: [UInt8] = [0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0xFF, 0xFF]
        for size in 65_400...65_600 {
            let bytes = await deflater.compress(Array(noise[..<size])).bytes
            #expect(bytes.suffix(twice.count) != twice[...], "\(size) bytes")
        }
    }

    @Test func theHeaderHasNoTimeAndNoName() async throws {
        let directory = try TemporaryDirectory()
        let (path, _) = try await compress(Self.content[..<10], in: directory, step: 10)
        let bytes = try #require(try Files.contents(of: path))
        #expect(bytes.starts(with: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))
    }

    @Test func goesBackToAMark() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/stream.gz"
        let kept = Array(Self.content[..<(7 * Self.block / 4)])
        let after = Array(Self.content[(2 * Self.block)..<(2 * Self.block + 100_000)])
        try await CompressionPool.withPool(workers: 2, CompressionKind(level: 6, format: .ndjson)) { pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            stream.pending += kept
            try await stream.cut()
            try await stream.mark()
            stream.pending += Self.content
            try await stream.cut()
            try await stream.rewind()
            stream.pending += after
            try await stream.cut()
            _ = try await stream.finish()
        }
        #expect(try await Tool.gunzip(path) == kept + after)
    }

    /// Nobody compresses anything, so whoever waited at the mark would wait for ever.
    @Test(arguments: [0, 10, block, 2 * block, 3 * block + 10])
    func aMarkHoldsWhatIsNotCompressedYet(before: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/stream.gz"
        var stream = GzipStream(
            path: path, mode: 0o666, pool: CompressionPool(workers: 2, CompressionKind(level: 6, format: .ndjson)))
        stream.pending += Self.content[..<before]
        try await stream.cut()
        let progress = try await stream.mark()
        #expect(progress.stream.contentBytes == 0)
        let tail = Array(progress.tail.joined())
        #expect(tail == Array(Self.content[..<before]))
        stream.close()
        try await CompressionPool.withPool(workers: 2, CompressionKind(level: 6, format: .ndjson)) { pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            try await stream.restore(
                GzipStream.Restart(progress.stream, tail: tail, staged: path))
            stream.pending += Self.content[before...]
            try await stream.cut()
            try await stream.rewind()
            stream.pending += Self.content[before...]
            try await stream.cut()
            let finished = try await stream.finish()
            let expected = try await compress(Self.content[...], in: directory, step: Self.block).finished
            #expect(finished.sha256 == expected.sha256)
            #expect(finished.contentSHA256 == expected.contentSHA256)
        }
    }

    @Test func everyChangedByteOfATailIsNoticed() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/stream.gz"
        var stream = GzipStream(
            path: path, mode: 0o666, pool: CompressionPool(workers: 2, CompressionKind(level: 6, format: .ndjson)))
        stream.pending += Self.content[..<300]
        let progress = try await stream.mark()
        let tail = Array(progress.tail.joined())
        _ = try GzipStream.Restart(progress.stream, tail: tail, staged: path)
        for index in tail.indices {
            var changed = tail
            changed[index] ^= 0x10
            #expect(throws: Checkpoint.Damaged.self) {
                try GzipStream.Restart(progress.stream, tail: changed, staged: path)
            }
        }
        #expect(throws: Checkpoint.Damaged.self) {
            try GzipStream.Restart(progress.stream, tail: tail.dropLast(), staged: path)
        }
    }

    @Test(arguments: [0, block / 2]) func aBlockThatIsLostStaysLost(rest: Int) async throws {
        let directory = try TemporaryDirectory()
        // There is no such level, so no block can be compressed.
        try await CompressionPool.withPool(workers: 1, CompressionKind(level: 99, format: .ndjson)) { pool in
            var stream = GzipStream(path: "\(directory.path)/stream.gz", mode: 0o666, pool: pool)
            stream.pending += Self.content[..<(Self.block + rest)]
            try await stream.cut()
            stream.pending += Self.content
            await #expect(throws: ETLError.self) { try await stream.cut() }
            await #expect(throws: ETLError.self) { try await stream.mark() }
            await #expect(throws: ETLError.self) { try await stream.finish() }
        }
    }

    @Test(arguments: [0, 10, 5 * block / 4], [0, 100, 9 * block / 4])
    func movesWhatCameSinceAMarkToAnotherFile(before: Int, since: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/stream.gz"
        let head = Array(Self.content[..<before])
        let tail = Array(Self.content[(Self.block / 2)..<(Self.block / 2 + since)])
        let other = try OpenFile("\(directory.path)/other", .replace)
        try other.write([1, 2, 3], at: 0)
        try await CompressionPool.withPool(workers: 2, CompressionKind(level: 6, format: .ndjson)) { pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            try await stream.append(head[...])
            try await stream.mark()
            try await stream.append(tail[...])
            try await stream.moveSinceMark(to: other, at: 3)
            try await stream.append([4, 5, 6])
            _ = try await stream.finish()
        }
        #expect(try await Tool.gunzip(path) == head + [4, 5, 6])
        #expect(try other.read(at: 0, count: since + 4) == [1, 2, 3] + tail)
    }

    @Test func aBodyThatThrowsEndsThePool() async throws {
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await CompressionPool.withPool(workers: 2, CompressionKind(level: 6, format: .ndjson)) { pool in
                for _ in 0..<3 { _ = await pool.submit(Array(Self.content[..<Self.block])) }
                throw Stop()
            }
        }
    }
}
