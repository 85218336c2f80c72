import Settings
import Testing

@testable import PipelineFile

@Suite struct PlaceholderTests {
    @Test func aFilledInNumberIsANumber() throws {
        let text = Fixture.file(sourceLines: "    limits: { rows_per_call: ${ROWS}, timeout: \"${T:-90s}\" }\n")
        let limits = try #require(Fixture.read(text).spec?.sources.first?.limits)
        #expect(limits.rowsPerCall == 500)
        #expect(limits.timeout == .seconds(90))
    }

    @Test func nothingInAValueIsReadAsYAMLOrFilledInAgain() throws {
        let spec = try #require(Fixture.read(Fixture.file(load: "load: { to: ${YAML} }\n")).spec)
        #expect(spec.load.directory == Fixture.environment["YAML"])
    }

    @Test(arguments: [
        "{ to: ${NONE:-a, b: [c] # d} }", "\n  to: ${NONE:-a, b: [c] # d}", "{ to: '${NONE:-a, b: [c] # d}' }",
        "{ to: \"${NONE:-a, b: [c] # d}\" }", "\n  to: |-\n    ${NONE:-a, b: [c] # d}",
    ])
    func placeholdersStandInEveryStyle(load: String) throws {
        let spec = try #require(Fixture.read(Fixture.file(load: "load: \(load)\n")).spec)
        #expect(spec.load.directory == "a, b: [c] # d")
    }

    @Test func aQuotedQuoteInAFallbackIsLeftToYAML() throws {
        let spec = try #require(Fixture.read(Fixture.file(load: "load: { to: \"${NONE:-a \\\"b\\\"}\" }\n")).spec)
        #expect(spec.load.directory == "a \"b\"")
    }
}
