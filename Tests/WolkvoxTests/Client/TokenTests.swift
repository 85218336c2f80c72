import ETL
import Testing

@testable import Wolkvox

@Suite struct TokenTests {
    @Test func showsItsFingerprintAlone() throws {
        let token = try Token("abc")
        #expect("\(token)" == "token ba7816bf8f01cfea")
        #expect(String(reflecting: token) == "token ba7816bf8f01cfea")
        var dumped = ""
        dump(try Fixtures.source("https://example.com"), to: &dumped)
        #expect(!dumped.contains(Fixtures.secret))
    }

    @Test(arguments: ["", "a b", "a\nb", "a\r", "ñ", "a\u{0}"])
    func refusesWhatNoHeaderCarries(text: String) {
        let error = #expect(throws: ETLError.self) { try Token(text) }
        #expect(error?.code == .configuration)
    }
}
