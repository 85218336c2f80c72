import Foundation
import Settings
import Testing

@Suite struct DiagnosticTests {
    @Test func diagnosticsStandInTheOrderOfTheFileOnceEach() {
        var collector = DiagnosticCollector(file: "f.yaml")
        collector.error("later", at: Place(line: 10, column: 1))
        collector.warning("advice", at: Place(line: 2, column: 1))
        #expect(!DiagnosticCollector(file: "f.yaml").hasErrors)
        collector.error("earlier", at: Place(line: 2, column: 10))
        collector.error("later", at: Place(line: 10, column: 1))
        #expect(collector.hasErrors)
        #expect(
            collector.sorted.map(\.description) == [
                "f.yaml:2:1: warning: advice", "f.yaml:2:10: error: earlier", "f.yaml:10:1: error: later",
            ])
    }

    @Test func advicesAloneAreNoErrors() {
        var collector = DiagnosticCollector(file: "f.yaml")
        collector.warning("advice", at: Place(line: 2, column: 1))
        #expect(!collector.hasErrors)
    }

    @Test func aDiagnosticIsAnObjectInJSON() throws {
        let diagnostic = Diagnostic(file: "f.yaml", line: 1, column: 2, severity: .error, message: "no")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(diagnostic), as: UTF8.self)
        #expect(text == #"{"column":2,"file":"f.yaml","line":1,"message":"no","severity":"error"}"#)
    }
}
