internal import Disk
internal import Foundation

/// Reads lines that lie here and there in a file, and puts them one behind the other.
///
/// Leaf file that copies bytes between arrays. Invariant: `collect` copies within the bounds of both, as a line's place
/// in the result and in what was read are both computed from the lengths that were added.
struct RowGather {
    private struct Line {
        let source: Int
        let length: Int
        let target: Int
    }

    private let file: OpenFile
    private var lines: [Line] = []
    /// Bytes of the lines that were added.
    private(set) var bytes = 0
    /// Memory for the lines, used again for each group.
    private var result: [UInt8] = []

    /// To read what lies between two lines costs less than another call up to this many bytes.
    private static let widestGap = 16 << 10
    private static let mostBytesRead = 256 << 10

    init(_ file: OpenFile) { self.file = file }

    /// Adds a line by its place and length.
    mutating func add(_ source: Int, _ length: Int) {
        lines.append(Line(source: source, length: length, target: bytes))
        bytes += length
    }

    /// Whether there are no lines.
    var isEmpty: Bool { lines.isEmpty }

    /// Whether reading the lines means reading more than as much again of what lies between them.
    var isScattered: Bool {
        mutating get {
            lines.sort { $0.source < $1.source }
            let gaps = zip(lines, lines.dropFirst()).reduce(0) { gaps, pair in
                let gap = pair.1.source - pair.0.source - pair.0.length
                return gaps + (gap <= Self.widestGap ? gap : Self.widestGap)
            }
            return gaps > bytes
        }
    }

    mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        bytes = 0
    }

    /// Reads the lines, in the order in which they lie, and returns them in the order in which they were added.
    mutating func collect() throws -> ArraySlice<UInt8> {
        lines.sort { $0.source < $1.source }
        if result.count < bytes { result = [UInt8](repeating: 0, count: bytes + Self.widestGap) }
        var result: [UInt8] = []
        swap(&result, &self.result)
        defer { swap(&result, &self.result) }
        try unsafe result.withUnsafeMutableBufferPointer { target in
            var next = 0
            while next < lines.count { unsafe next = try copyRun(from: next, to: target) }
        }
        return result[..<bytes]
    }

    /// Copies lines that lie close together, read in one call; returns the place of the first line behind them.
    private func copyRun(from first: Int, to target: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        let start = lines[first].source
        var end = start + lines[first].length
        var next = first + 1
        while next < lines.count, lines[next].source - end <= Self.widestGap,
            lines[next].source + lines[next].length - start <= Self.mostBytesRead
        {
            end = lines[next].source + lines[next].length
            next += 1
        }
        let run = try file.read(at: start, count: end - start)
        guard run.count == end - start else { throw FileFailure.error("read", file.path, code: EIO) }
        unsafe run.withUnsafeBufferPointer { source in
            for line in lines[first..<next] {
                let piece = unsafe UnsafeBufferPointer(
                    rebasing: source[line.source - start..<line.source - start + line.length])
                let place = unsafe UnsafeMutableBufferPointer(rebasing: target[line.target..<line.target + line.length])
                _ = unsafe place.update(fromContentsOf: piece)
            }
        }
        return next
    }
}
