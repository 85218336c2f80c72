import Foundation
import Settings
import Testing

@testable import PipelineFile

/// "Everything that may stand in it" of the README is everything.
@Suite struct ReadmeKeysTests {
    private static func block() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let part = try #require(text.components(separatedBy: "## The pipeline file\n").dropFirst().first)
        return try #require(part.components(separatedBy: "```yaml\n").dropFirst().first).components(
            separatedBy: "```")[0]
    }

    private static let shapes: [MappingShape] = [
        PipelineKeys.shape, SourceKeys.shape, LimitKeys.shape, RetryKeys.shape, EmptyKeys.shape, WindowKeys.shape,
        ReportKeys.shape, ReportLoadKeys.shape, LoadKeys.shape, CompressionKeys.shape, GzipKeys.shape,
        QualityKeys.shape, MetricsKeys.shape, LineageKeys.shape, NotifyKeys.shape,
    ]

    @Test(arguments: shapes) func everyKeyIsThere(shape: MappingShape) throws {
        let block = try Self.block()
        for key in shape.keys {
            let words = block.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
            #expect(words.contains { $0 == "\(key.name):" }, "\(shape.title): \(key.name)")
        }
    }
}
