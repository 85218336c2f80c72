import Testing

@testable import PipelineFile

@Suite struct InterpolationTests {
    private let environment = ["A": "one", "B_2": "two ${A} $$", "EMPTY": ""]

    @Test(arguments: [
        ("plain", "plain"), ("${A}", "one"), ("x${A}y${B_2}z", "xoneytwo ${A} $$z"),
        ("$$", "$"), ("$${A}", "${A}"), ("$$${A}", "$one"), ("$A", "$A"), ("a$", "a$"), ("${EMPTY}", ""),
        ("${EMPTY:-x}", "x"), ("${NONE:-}", ""), ("${NONE:-a b: c, d}", "a b: c, d"), ("${NONE:-$$5}", "$5"),
        ("${A:-x}", "one"), ("${A:?needed}", "one"), ("${_:-u}", "u"),
    ])
    func formsAreFilledIn(text: String, filled: String) {
        let outcome = Interpolation.fill(text, from: environment)
        #expect(outcome.text == filled)
        #expect(outcome.mistakes.isEmpty)
    }

    @Test(arguments: [
        "${NONE}", "${NONE:?}", "${EMPTY:?why}", "${", "${A", "${1A}", "${A-x}", "${A:+x}", "${ A }", "${Ñ}",
    ])
    func whatCannotBeFilledInIsAMistake(text: String) {
        #expect(Interpolation.fill(text, from: environment).mistakes.count == 1)
    }

    @Test func everyMistakeOfATextIsFound() {
        #expect(Interpolation.fill("${X}${Y}${", from: environment).mistakes.count == 3)
    }

    @Test func textWithoutPlaceholdersIsToldApart() {
        #expect(!Interpolation.fill("$$ $A", from: environment).hasPlaceholder)
        #expect(Interpolation.fill("${A}", from: environment).hasPlaceholder)
    }

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
