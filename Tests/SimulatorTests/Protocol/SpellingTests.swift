import Foundation
import Testing

@testable import Simulator

@Suite struct SpellingTests {
    private func spelt(_ text: String, escaping: Bool = false) -> String {
        var out: [UInt8] = []
        JSONSpelling(escapesUnicode: escaping).append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("a/b", #""a\/b""#, #""a\/b""#), ("ñ", "\"ñ\"", #""\u00f1""#), ("🙂", "\"🙂\"", #""\ud83d\ude42""#),
        ("\"\\\n\r\t\u{8}\u{c}\u{1}", #""\"\\\n\r\t\b\f\u0001""#, #""\"\\\n\r\t\b\f\u0001""#),
        ("a\u{2028}b", #""a\u2028b""#, #""a\u2028b""#), ("", "\"\"", "\"\""),
    ])
    func textIsSpeltAsPHPDoes(text: String, raw: String, escaped: String) {
        #expect(spelt(text) == raw)
        #expect(spelt(text, escaping: true) == escaped)
    }
}
