import ByteScan
import Testing

@Suite struct BlanksTests {
    @Test(arguments: ["", " ", "   ", "\t\r\n", "\u{A0}", "\u{202F} \u{A0}"])
    func blankTextSaysNothing(_ text: String) {
        #expect(isNothing(text, dashIsNothing: true))
        #expect(isNothing(text, dashIsNothing: false))
    }

    @Test(arguments: ["-", " - ", "\u{A0}-"])
    func aDashAloneSaysNothingWhereItIsToldSo(_ text: String) {
        #expect(isNothing(text, dashIsNothing: true))
        #expect(!isNothing(text, dashIsNothing: false))
    }

    @Test(arguments: ["0", "--", "-1", "–", "a", ".", "ñ", " x ", "\u{A1}"])
    func allElseSaysSomething(_ text: String) { #expect(!isNothing(text, dashIsNothing: true)) }

    @Test func trimsBothEndsOnly() {
        let trimmed = TextReading.surrounded(" \u{A0}a b\u{202F}\t") { _, range in range }
        let rest = TextReading.surrounded(" \u{A0}a b\u{202F}\t") { Blanks.trim($0, $1) }
        #expect(rest == trimmed.lowerBound + 3..<trimmed.lowerBound + 6)
    }

    private func isNothing(_ text: String, dashIsNothing: Bool) -> Bool {
        TextReading.surrounded(text) { Blanks.isNothing($0, $1, dashIsNothing: dashIsNothing) }
    }
}
