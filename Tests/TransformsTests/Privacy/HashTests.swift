import Crypto
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct HashTests {
    /// Test cases 1, 6 and 7 of RFC 4231.
    @Test(arguments: [
        (
            Array(repeating: UInt8(0x0B), count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array(repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            Array(repeating: 0xAA, count: 131),
            "This is a test using a larger than block-size key and a larger than block-size data. "
                + "The key needs to be hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ])
    func agreesWithThePublishedVectors(_ key: [UInt8], _ text: String, _ expected: String) throws {
        #expect(try Typing.run(Hash(fields: ["value"], key: key), ["\"\(text)\""]).column("value") == [expected])
    }

    @Test func oneTextHasOneTokenHoweverItIsSpelled() throws {
        let hash = Hash(fields: ["value"], key: "a-secret-of-tests")
        let values = [#""a\/ñ\"b""#, #""a/\u00f1\"b""#, #""a/ñ\u0022b""#, #""other""#, #""a/ñ\"b""#]
        let column = try #require(try Typing.run(hash, values).column("value"))
        let expected = HMAC<SHA256>.authenticationCode(
            for: Array("a/ñ\"b".utf8), using: SymmetricKey(data: Array("a-secret-of-tests".utf8))
        ).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect([column[0], column[1], column[2], column[4]] == Array(repeating: expected, count: 4))
        #expect(column[3] != expected)
        #expect(column[3]?.count == 64)
    }

    @Test func quarantineShowsTheSameToken() throws {
        let hash = Hash(fields: ["value"], key: "a-secret-of-tests")
        let token = try Typing.run(hash, [#""1088""#]).text(0, 0)
        let redaction = try #require(try hash.bind(to: Typing.schema(.text)).redactions.first)
        #expect(redaction.field == "value")
        #expect(String(decoding: redaction.redact(Array("1088".utf8)), as: UTF8.self) == token)
        #expect(redaction.redact(Array("-".utf8)) == Array("-".utf8))
        #expect(redaction.redact([0xFF]).count == 64)
    }

    @Test func anotherKeyGivesAnotherToken() throws {
        let values = [#""1088""#]
        let one = try Typing.run(Hash(fields: ["value"], key: "the-first-of-two-keys"), values).column("value")
        let two = try Typing.run(Hash(fields: ["value"], key: "the-second-of-two-keys"), values).column("value")
        #expect(one != two)
    }

    @Test func nullStaysNull() throws {
        #expect(try Typing.run(Hash(fields: ["value"], key: "a-secret-of-tests"), ["null"]).column("value") == [nil])
    }

    @Test func theKeyIsNeverPrinted() throws {
        let hash = Hash(fields: ["value"], key: "top-secret-hash-key")
        var dumped = ""
        dump(hash, to: &dumped)
        let bytes = Array("top-secret-hash-key".utf8).map(String.init).joined(separator: ", ")
        for text in ["\(hash)", String(reflecting: hash), dumped] {
            #expect(!text.contains("top-secret-hash-key") && !text.contains(bytes))
            #expect(text.contains("value"))
        }
    }

    @Test(arguments: ["", "k3y-of-15-bytes"])
    func aKeyOfFewerThanSixteenBytesIsRefused(_ key: String) throws {
        let error = #expect(throws: ETLError.self) {
            try Hash(fields: ["value"], key: key).bind(to: Typing.schema(.text))
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("16 bytes") == true)
        #expect(
            try Hash(fields: ["value"], key: "k3y-of-16-bytes!").bind(to: Typing.schema(.text)).redactions.count == 1)
    }

    @Test func anUnknownColumnIsRefusedByName() throws {
        let error = #expect(throws: ETLError.self) {
            try Hash(fields: ["customer"], key: "a-secret-of-tests").bind(to: Typing.schema(.text))
        }
        #expect(error?.message.contains("customer") == true)
        #expect(error?.advice.contains("value") == true)
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""1088""#, #""ñ\n""#, "null", #""a""#, #""""#]
        let suite = TransformerConformance(
            Hash(fields: ["value"], key: "a-secret-of-tests"), schema: Typing.schema(.text),
            rows: values.map { #"{"value":\#($0)}"# })
        #expect(try suite.findings() == [])
    }
}
