import Foundation
import Testing

@testable import FlatFiles

@Suite struct RowDifferenceTests {
    private func difference(_ old: String, _ new: String, quotes: Bool = false) throws -> RowDifference {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func compressed(_ text: String, _ name: String) throws -> String {
            let path = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: path)
            let gzip = Process()
            gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            gzip.arguments = ["gzip", path.path]
            try gzip.run()
            gzip.waitUntilExit()
            return path.path + ".gz"
        }
        return try RowDifference(from: compressed(old, "old"), to: compressed(new, "new"), quotes: quotes)
    }

    @Test func countsRowsThatCameAndWent() throws {
        let found = try difference("a\nb\nb\nc\n", "b\na\nd\ne\n")
        #expect(found.added == 2)
        #expect(found.removed == 2)
    }

    @Test func theOrderOfRowsIsNoDifference() throws {
        let found = try difference("a\nb\nc\n", "c\nb\na\n")
        #expect(found.added == 0)
        #expect(found.removed == 0)
    }

    @Test func aLineEndWithinQuotesEndsNoRow() throws {
        let found = try difference("h\n\"x\ny\",1\n", "h\n\"x\ny\",2\n", quotes: true)
        #expect(found.added == 1)
        #expect(found.removed == 1)
    }
}
