import Disk
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct CheckpointFileTests {
    private let directory: TemporaryDirectory
    private let file: CheckpointFile

    init() throws {
        directory = try TemporaryDirectory()
        file = CheckpointFile(path: "\(directory.path)/a.checkpoint")
    }

    @Test func thereIsNothingBeforeTheFirst() throws {
        #expect(try file.contents() == nil)
    }

    /// A shorter one over a longer one too, though it is written into the longer one's place.
    @Test func holdsWhatWasWrittenLast() throws {
        for length in [10, 5000, 3, 0, 70_000, 4] {
            let pieces: [[UInt8]] = [[1, 2], Array(repeating: UInt8(length & 0xFF), count: length), []]
            try file.replace(by: pieces)
            #expect(try file.contents() == Array(pieces.joined()))
        }
        #expect(directory.all.sorted() == ["a.checkpoint", "checkpoint.spare"])
    }

    @Test(arguments: [0, 3, 5000, 70_000], [0, 2, 5000, 70_001])
    func oneIsWrittenOverTheOneBefore(_ former: Int, _ next: Int) throws {
        #expect(try !file.overwrite(by: [[1]]))
        try file.replace(by: [Array(repeating: 1, count: former)])
        let pieces: [[UInt8]] = [[2], Array(repeating: 3, count: next)]
        #expect(try file.overwrite(by: pieces))
        #expect(try file.contents() == Array(pieces.joined()))
        #expect(directory.all == ["a.checkpoint"])
    }

    @Test func oneThatIsRetiredIsGone() throws {
        try file.replace(by: [[1, 2, 3]])
        try file.retire()
        #expect(try file.contents() == nil)
        try file.retire()
        let other = CheckpointFile(path: "\(directory.path)/b.checkpoint")
        try other.replace(by: [[4]])
        #expect(try other.contents() == [4])
        #expect(directory.all == ["b.checkpoint"])
    }

    /// Where a kill can fall between the renames.
    @Test(arguments: [true, false]) func aKillLeavesTheFormerOrTheNext(isNextThere: Bool) throws {
        try file.replace(by: [[1]])
        try Files.rename(file.path, to: file.path + ".former")
        if isNextThere { try Files.write([2], to: file.path) }
        try Files.write([9, 9, 9], to: file.path + ".part")
        #expect(try file.contents() == (isNextThere ? [2] : [1]))
        try file.replace(by: [[3]])
        #expect(try file.contents() == [3])
        try file.retire()
        #expect(try file.contents() == nil)
    }

    @Test func nobodyElseMayReadIt() throws {
        try file.replace(by: [[1]])
        try file.replace(by: [[2]])
        for name in directory.all { #expect(try directory.attributes(name).permissions == 0o600) }
    }
}
