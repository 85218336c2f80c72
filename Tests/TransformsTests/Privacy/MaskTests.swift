import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct MaskTests {
    @Test(arguments: [
        (0, 4, "573001234567", "********4567"), (2, 0, "573001234567", "57**********"),
        (2, 2, "573001234567", "57********67"),
        (0, 0, "abc", "***"), (0, 4, "4567", "****"), (2, 2, "4567", "****"), (2, 2, "45678", "45*78"),
        (0, 4, "7", "*"),
        (1, 1, "ñandú", "ñ***ú"), (0, 1, "a🚀", "*🚀"), (0, 1, "🚀a", "*a"), (1, 0, "日本語", "日**"),
        (9, 0, "abc", "***"), (Int.max, Int.max, "abc", "***"), (0, Int.max, "abc", "***"), (-1, -1, "abc", "***"),
        (0, 2, " 123 ", "***3 "),
    ])
    func hidesAllButTheEnds(_ first: Int, _ last: Int, _ text: String, _ expected: String) throws {
        let mask = Mask(fields: ["value"], keepFirst: first, keepLast: last)
        #expect(try Typing.run(mask, ["\"\(text)\""]).column("value") == [expected])
        #expect(try redact(mask, Array(text.utf8)) == expected)
    }

    @Test func whatJSONEscapesIsOneCharacter() throws {
        let mask = Mask(fields: ["value"], keepFirst: 1, keepLast: 1)
        let batch = try Typing.run(mask, [#""\"\n\t\\""#, #""a\nb""#])
        #expect(batch.column("value") == ["\"**\\", "a*b"])
        #expect(batch[0, 0].kind == .escaped)
        #expect(batch[0, 1].kind == .text)
    }

    @Test func nullStaysNull() throws {
        #expect(try Typing.run(Mask(fields: ["value"]), ["null"]).column("value") == [nil])
    }

    @Test func aRawValueIsHiddenThatIsNoSoundText() throws {
        let mask = Mask(fields: ["value"], keepFirst: 0, keepLast: 2)
        #expect(try redact(mask, [0x80, 0x81, 0x35, 0x36, 0x37, 0xFF]) == "****7\u{FFFD}")
        #expect(try redact(mask, [0x80]) == "*")
    }

    @Test(arguments: ["", " ", "-", " - "])
    func aRawValueThatSaysNothingStays(_ raw: String) throws {
        #expect(try redact(Mask(fields: ["value"]), Array(raw.utf8)) == raw)
    }

    @Test func aDashInFreeTextIsHidden() throws {
        let bound = try Mask(fields: ["value"]).bind(to: Typing.schema(.freeText))
        #expect(bound.redactions.first?.redact(Array("-".utf8)) == Array("*".utf8))
    }

    @Test func redactionsNameTheSourcesKey() throws {
        let schema = Schema(fields: [Field("phone", origin: "telephone")])
        #expect(try Mask(fields: ["phone"]).bind(to: schema).redactions.map(\.field) == ["telephone"])
    }

    @Test func maskingADerivedColumnHidesTheRawValueThatItComesFrom() throws {
        let schema = Typing.schema([("id", .text), ("channel", .connectorChannel), ("cost", .cost)])
        let chain = try TransformChain(
            [
                StandardTyping(zone: Typing.bogota), Mask(fields: ["connector_id"]),
                Drop(fields: ["channel", "connector_type"]),
            ], input: schema)
        #expect(chain.redactions.map(\.field) == ["channel"])
    }

    @Test(arguments: [["cost"], ["nobody"], ["id", "id"]])
    func refusesColumnsThatItCannotTake(_ fields: [String]) throws {
        let schema = Schema(fields: [Field("id", origin: "id"), Field("cost", .decimal, form: .cost, origin: "cost")])
        let error = #expect(throws: ETLError.self) { try Mask(fields: fields).bind(to: schema) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(fields[0]) == true)
        #expect(error?.advice.isEmpty == false)
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""573001234567""#, #""ñ\n""#, "null", #""a""#, #""""#]
        let suite = TransformerConformance(
            Mask(fields: ["value"], keepLast: 4), schema: Typing.schema(.text),
            rows: values.map { #"{"value":\#($0)}"# })
        #expect(try suite.findings() == [])
    }

    private func redact(_ mask: Mask, _ raw: [UInt8]) throws -> String? {
        let redaction = try mask.bind(to: Typing.schema(.text)).redactions.first
        return (redaction?.redact(raw)).map { String(decoding: $0, as: UTF8.self) }
    }
}
