import Disk
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct SpoolFilesTests {
    @Test func aFileIsTakenAgainAndHasNoName() throws {
        let directory = try TemporaryDirectory()
        let files = SpoolFiles()
        let first = try files.take(beside: "\(directory.path)/a")
        try first.write([1, 2, 3], at: 0)
        files.giveBack(first)
        let second = try files.take(beside: "\(directory.path)/b")
        #expect(first === second)
        #expect(try files.take(beside: "\(directory.path)/b") !== second)
        #expect(directory.files.isEmpty)
    }
}
