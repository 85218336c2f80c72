import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Rows in any order, compared with a stable sort of a list.
@Suite struct RowSpoolTests {
    private struct Line {
        let time: Int64?
        let text: [UInt8]
    }

    /// The orders in which an answer may come.
    enum Arrival: CaseIterable {
        case newestFirst, oldestFirst, shuffled, twoRuns, oneLate, someWithoutTime
    }

    private static func lines(_ arrival: Arrival, count: Int, length: Int) -> [Line] {
        var random = SplitMix(state: UInt64(count + length))
        let times = (0..<count).map { Int64($0 / 3) }
        let ordered: [Int64?] =
            switch arrival {
            case .newestFirst: times.reversed()
            case .oldestFirst: times
            case .shuffled: times.shuffled(using: &random)
            case .twoRuns: times.filter { $0 % 2 == 0 }.reversed() + times.filter { $0 % 2 == 1 }.reversed()
            case .oneLate: times.dropLast().reversed() + times.suffix(1)
            case .someWithoutTime: times.map { $0 % 5 == 0 ? nil : $0 }
            }
        return ordered.enumerated().map { number, time in
            let more = Int.random(in: 0...length, using: &random)
            return Line(time: time, text: Array("\(number) \(String(repeating: "x", count: more))\n".utf8))
        }
    }

    /// The lines as they should come out, sorted as simply as can be.
    private static func sorted(_ lines: [Line]) -> [UInt8] {
        let timed = lines.indices.filter { lines[$0].time != nil }
        let newest = timed.sorted { (lines[$1].time ?? 0, $0) < (lines[$0].time ?? 0, $1) }
        var result = lines
        for (place, row) in zip(timed, newest) { result[place] = lines[row] }
        return Array(result.map(\.text).joined())
    }

    /// Some lines go into the stream before the spool begins, as where the disturbance comes late.
    @Test(arguments: Arrival.allCases, [0, 1, 400, 999])
    func linesComeOutNewestFirst(arrival: Arrival, before: Int) async throws {
        for length in [20, 9_000] {
            let directory = try TemporaryDirectory()
            let path = "\(directory.path)/stream.gz"
            let lines = Self.lines(arrival, count: 1_000, length: length)
            let head = Array("what an earlier window brought\n".utf8)
            try await CompressionPool.withPool(workers: 2, CompressionKind(level: 1, format: .ndjson)) { pool in
                var stream = GzipStream(path: path, mode: 0o666, pool: pool)
                try await stream.append(head[...])
                try await stream.mark()
                var order = WindowOrder()
                func note(_ line: Line) {
                    order.append(times: [line.time.map(LocalTime.init(seconds:))], from: 0, lengths: [line.text.count])
                }
                for line in lines[..<before] {
                    try await stream.append(line.text[...])
                    note(line)
                }
                var spool = RowSpool(in: try SpoolFiles().take(beside: path), after: order)
                for line in lines[before...] {
                    spool.pending += line.text
                    try spool.flush(ifOver: 1_000)
                    note(line)
                }
                try await spool.drain(order, into: &stream)
                _ = try await stream.finish()
            }
            #expect(try await Tool.gunzip(path) == head + Self.sorted(lines))
            #expect(directory.files == ["stream.gz"])
        }
    }

    @Test func aWindowWithoutRowsAddsNothing() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/stream.gz"
        try await CompressionPool.withPool(workers: 1, CompressionKind(level: 1, format: .ndjson)) { pool in
            var stream = GzipStream(path: path, mode: 0o666, pool: pool)
            var spool = RowSpool(in: try SpoolFiles().take(beside: path), after: WindowOrder())
            try await spool.drain(WindowOrder(), into: &stream)
            #expect(try await stream.finish().contentBytes == 0)
        }
    }
}
