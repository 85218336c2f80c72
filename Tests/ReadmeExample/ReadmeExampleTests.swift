import ETL
import Engine
import Foundation
import Testing

@Suite struct ReadmeExampleTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func theReadmeShowsThisVeryCode() throws {
        let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let code = try String(
            contentsOf: Self.root.appendingPathComponent("Tests/ReadmeExample/ReadmeExample.swift"), encoding: .utf8)
        #expect(readme.contains("```swift\n\(code)```"))
    }

    @Test func theExampleRuns() async throws {
        let shelf = Shelf()
        let report = try await readTheThermometer(into: shelf)
        #expect(report.status == .success)
        let days = await shelf.days
        #expect(days.keys.sorted() == [Day(number: 20_000), Day(number: 20_001)])
        let lines = try #require(days[Day(number: 20_000)])
        #expect(lines.count == 24)
        #expect(lines.first == "2024-10-04 23:59:59 KITCHEN 29")
    }
}
