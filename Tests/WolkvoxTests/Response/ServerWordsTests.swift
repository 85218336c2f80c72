import Testing

@testable import Wolkvox

@Suite struct ServerWordsTests {
    private let words: ServerWords

    init() throws { words = ServerWords(token: try Token("my-short-token")) }

    @Test(arguments: [
        ("PLEASE VALIDATE TOKEN", "PLEASE VALIDATE TOKEN"),
        ("the token my-short-token is wrong", "the token [token] is wrong"),
        ("key 0123456789ABCDEF0123456789abcdef!", "key [token]!"),
        ("line\r\n\tbreak\u{7} \u{1B}[31mred\u{202E}", "line break [31mred"),
        ("<html><head><title>502</title></head><body>Bad <b>Gateway</b></body></html>", "502 Bad Gateway"),
        ("validación de fechas", "validación de fechas"),
    ])
    func showsOneHarmlessLine(text: String, shown: String) {
        #expect(words.cleaned(text) == shown)
    }

    @Test(arguments: [
        "MY-SHORT-TOKEN", "My-Short-Tok", "short-to", "my%2Dshort%2dtoken", "%6D%79%2D%73%68%6F%72%74%2D",
        "my%252Dshort%252Dtoken", "my\\u002dshort\\u002dtoken", "my&#45;short&#x2d;token", "bXktc2hvcnQtdG9rZW4=",
        "eDpteS1zaG9ydC10b2tlbg==", "eHg6bXktc2hvcnQtdG9rZW4", "eDpteS1zaG9ydC10b2tlbg",
    ])
    func showsNoPartOfTheTokenHoweverItIsSpelled(_ spelling: String) {
        let shown = words.cleaned("bad: '\(spelling)' was sent")
        #expect(shown.hasPrefix("bad: '"))
        #expect(shown.hasSuffix("' was sent"))
        #expect(shown.contains("[token]"))
        #expect(shown.count < 50 && !shown.lowercased().contains("short"))
    }

    @Test func keepsWordsThatShareLessThanEightCharactersWithTheToken() {
        #expect(words.cleaned("a short token, my short") == "a short token, my short")
    }

    @Test func isShort() {
        #expect(words.cleaned(String(repeating: "x", count: 1000)).count == 200)
    }

    @Test func cutsNoSecretInHalf() {
        let text = String(repeating: "x", count: 195) + " my-short-token"
        #expect(!words.cleaned(text).contains("my-s"))
    }
}
