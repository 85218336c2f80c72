import ETL
import Testing

@Suite struct ShownTextTests {
    @Test(arguments: [
        ("plain ASCII {}", "plain ASCII {}"), ("señal, 北京, 👍", "señal, 北京, 👍"),
        ("a\u{1B}[2Jb\u{7}", "a·[2Jb·"), ("first\nerror: second\r", "first·error: second·"), ("a\tb", "a·b"),
        ("\u{9B}31m\u{7F}\u{85}", "·31m··"), ("\u{202E}txt\u{2066}\u{200F}\u{2028}\u{FEFF}", "·txt····"),
        ("\u{E000}\u{10FFFF}", "··"), ("", ""),
    ])
    func showsOneHarmlessLine(_ text: String, _ shown: String) {
        #expect(ShownText.line(text) == shown)
        #expect(Example.shown(text) == shown)
    }

    @Test func linesKeepTheirEnds() {
        #expect(ShownText.lines("a\n\tb\u{1B}\r\n") == "a\n\tb··\n")
    }

    @Test func jsonKeepsItsValues() {
        #expect(
            ShownText.json("{\n  \"k\u{9B}\u{202E}\" : \"ñ\u{7F}\"\n}") == "{\n  \"k\\u009b\\u202e\" : \"ñ\\u007f\"\n}")
        #expect(ShownText.json("\"\u{E0001}\"") == "\"\\udb40\\udc01\"")
    }
}
