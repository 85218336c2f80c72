import Foundation
import Testing

@testable import Commands

@Suite struct DemoPipelineTests {
    @Test func theCopyInsideIsTheFile() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = try String(contentsOf: root.appending(path: DemoPipeline.path), encoding: .utf8)
        #expect(DemoPipeline.text == file)
    }
}
