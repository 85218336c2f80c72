import Foundation
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct RowDifferenceTests {
    private func difference(_ old: String, _ new: String, quotes: Bool = false) async throws -> RowDifference {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func compressed(_ text: String, _ name: String) async throws -> String {
            let path = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: path)
            try await Tool.run("gzip", [path.path])
            return path.path + ".gz"
        }
        return try await RowDifference(
            from: compressed(old, "old"), to: compressed(new, "new"), LineRule(hasQuotes: quotes))
    }

    @Test func countsRowsThatCameAndWent() async throws {
        let found = try await difference("a\nb\nb\nc\n", "b\na\nd\ne\n")
        #expect(found.added == 2)
        #expect(found.removed == 2)
    }

    @Test func theOrderOfRowsIsNoDifference() async throws {
        let found = try await difference("a\nb\nc\n", "c\nb\na\n")
        #expect(found.added == 0)
        #expect(found.removed == 0)
    }

    @Test func aLineEndWithinQuotesEndsNoRow() async throws {
        let found = try await difference("h\n\"x\ny\",1\n", "h\n\"x\ny\",2\n", quotes: true)
        #expect(found.added == 1)
        #expect(found.removed == 1)
    }
}
