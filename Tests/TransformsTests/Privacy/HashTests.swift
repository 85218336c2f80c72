import Crypto
import ETL
import TestSupport
import Testing
import Transforms

@Suite struct HashTests {
    /// Test cases 1, 2 and 6 of RFC 4231.
    @Test(arguments: [
        (
            Array(repeating: UInt8(0x0B), count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            Array(repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func agreesWithThePublishedVectors(_ key: [UInt8], _ text: String, _ expected: String) throws {
        #expect(try Typing.run(Hash(fields: ["value"], key: key), ["\"\(text)\""]).column("value") == [expected])
    }

    @Test func oneTextHasOneTokenHoweverItIsSpelled() throws {
        let hash = Hash(fields: ["value"], key: "secret")
        let values = [#""a\/ñ\"b""#, #""a/\u00f1\"b""#, #""a/ñ\u0022b""#, #""other""#, #""a/ñ\"b""#]
        let column = try #require(try Typing.run(hash, values).column("value"))
        let expected = HMAC<SHA256>.authenticationCode(
            for: Array("a/ñ\"b".utf8), using: SymmetricKey(data: Array("secret".utf8))
        ).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect([column[0], column[1], column[2], column[4]] == Array(repeating: expected, count: 4))
        #expect(column[3] != expected)
        #expect(column[3]?.count == 64)
    }

    @Test func quarantineShowsTheSameToken() throws {
        let hash = Hash(fields: ["value"], key: "secret")
        let token = try Typing.run(hash, [#""1088""#]).text(0, 0)
        let redaction = try #require(try hash.bind(to: Typing.schema(.text)).redactions.first)
        #expect(redaction.field == "value")
        #expect(String(decoding: redaction.redact(Array("1088".utf8)), as: UTF8.self) == token)
        #expect(redaction.redact(Array("-".utf8)) == Array("-".utf8))
        #expect(redaction.redact([0xFF]).count == 64)
    }

    @Test func anotherKeyGivesAnotherToken() throws {
        let values = [#""1088""#]
        let one = try Typing.run(Hash(fields: ["value"], key: "one"), values).column("value")
        let two = try Typing.run(Hash(fields: ["value"], key: "two"), values).column("value")
        #expect(one != two)
    }

    @Test func nullStaysNull() throws {
        #expect(try Typing.run(Hash(fields: ["value"], key: "k"), ["null"]).column("value") == [nil])
    }

    @Test func theKeyIsNeverPrinted() throws {
        let hash = Hash(fields: ["value"], key: "topsecretkey")
        var dumped = ""
        dump(hash, to: &dumped)
        let bytes = Array("topsecretkey".utf8).map(String.init).joined(separator: ", ")
        for text in ["\(hash)", String(reflecting: hash), dumped] {
            #expect(!text.contains("topsecretkey") && !text.contains(bytes))
            #expect(text.contains("value"))
        }
    }

    @Test func anEmptyKeyIsRefused() throws {
        let error = #expect(throws: ETLError.self) {
            try Hash(fields: ["value"], key: "").bind(to: Typing.schema(.text))
        }
        #expect(error?.code == .configuration)
    }

    @Test func anUnknownColumnIsRefusedByName() throws {
        let error = #expect(throws: ETLError.self) {
            try Hash(fields: ["customer"], key: "k").bind(to: Typing.schema(.text))
        }
        #expect(error?.message.contains("customer") == true)
        #expect(error?.advice.contains("value") == true)
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""1088""#, #""ñ\n""#, "null", #""a""#, #""""#]
        try TransformerConformance.check(
            Hash(fields: ["value"], key: "k"), schema: Typing.schema(.text),
            rows: values.map { #"{"value":\#($0)}"# })
    }
}
