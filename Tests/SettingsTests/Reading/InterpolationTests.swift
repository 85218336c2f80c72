import Testing

@testable import Settings

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
}
