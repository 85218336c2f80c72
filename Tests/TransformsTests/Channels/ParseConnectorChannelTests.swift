import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ParseConnectorChannelTests {
    private static let schema = Typing.schema([("channel", .connectorChannel), ("cost", .cost)])

    @Test(arguments: [
        ("SMS", "sms", nil, nil), ("sms", "sms", nil, nil), (" SMS ", "sms", nil, nil),
        ("WhatsApp", "whatsapp", nil, nil), ("WHATSAPP", "whatsapp", nil, nil),
        ("WhatsApp whatsapp 573001112233", "whatsapp", "whatsapp", "573001112233"),
        ("WhatsApp - whatsapp official direct - 88412", "whatsapp", "whatsapp official direct", "88412"),
        ("Whatsapp_whatsapp_573001112233", "whatsapp", "whatsapp", "573001112233"),
        ("WHATSAPP: official direct (88412)", "whatsapp", "official direct", "88412"),
        ("whatsapp|whatsapp official direct|88412", "whatsapp", "whatsapp official direct", "88412"),
        ("Whatsapp 88412", "whatsapp", nil, "88412"), ("whatsapp88412", "whatsapp", nil, "88412"),
        ("WhatsApp/official", "whatsapp", "official", nil), ("[WhatsApp] (oficial) #12", "whatsapp", "oficial", "12"),
        ("sms_bidirect 12", "sms", "bidirect", "12"), ("Telegram 5", "other", nil, nil), ("5", "other", nil, nil),
        ("WhatsApp línea ñ 7", "whatsapp", "línea ñ", "7"), (#"WhatsApp \"uno\" 7"#, "whatsapp", "uno", "7"),
        (#"WhatsApp a\"b 7"#, "whatsapp", "a\"b", "7"), ("...", "other", nil, nil),
    ])
    func splitsWhateverSeparatesTheParts(_ text: String, _ kind: String, _ type: String?, _ id: String?) throws {
        let batch = try run(["{\"channel\":\"\(text)\"}"])
        #expect(batch.column("channel_kind") == [kind])
        #expect(batch.column("connector_type") == [type])
        #expect(batch.column("connector_id") == [id])
        #expect(batch.column("channel") == [text.replacing("\\\"", with: "\"")])
    }

    @Test(arguments: ["null", #""""#, #"" ""#, #""-""#])
    func nothingIsDerivedFromNothing(_ json: String) throws {
        let batch = try run([#"{"channel":\#(json),"cost":"5"}"#])
        #expect(batch.table == [[nil, nil, nil, nil, "5"]])
    }

    @Test func theDerivedColumnsAreNamedAfterTheirs() throws {
        let schema = Typing.schema([("nlp_channel", .text), ("way", .text)])
        let bound = try ParseConnectorChannel(fields: ["nlp_channel", "way"]).bind(to: schema)
        #expect(
            bound.output.names == [
                "nlp_channel", "nlp_channel_kind", "nlp_connector_type", "nlp_connector_id", "way", "way_kind",
                "way_connector_type", "way_connector_id",
            ])
        #expect(bound.output.fields.map(\.origin) == ["nlp_channel", nil, nil, nil, "way", nil, nil, nil])
    }

    @Test func severalColumnsKeepTheirValuesApart() throws {
        let schema = Typing.schema([("a", .text), ("b", .text)])
        let batch = try Typing.run(
            ParseConnectorChannel(fields: ["a", "b"]), rows: [#"{"a":"SMS","b":"WhatsApp x 7"}"#], schema: schema)
        #expect(batch.table == [["SMS", "sms", nil, nil, "WhatsApp x 7", "whatsapp", "x", "7"]])
    }

    @Test func aColumnOfTheSameNameIsRefused() throws {
        let schema = Typing.schema([("channel", .text), ("connector_id", .text)])
        let error = #expect(throws: ETLError.self) { try ParseConnectorChannel(fields: ["channel"]).bind(to: schema) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("connector_id") == true)
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""SMS""#, #""WhatsApp x 7""#, #""WhatsApp \"x\" 7""#, "7", "null", #""-""#, "[]", #""otro""#]
        let suite = TransformerConformance(
            ParseConnectorChannel(fields: ["channel"]), schema: Self.schema,
            rows: values.map { #"{"channel":\#($0),"cost":"1"}"# })
        #expect(try suite.findings() == [])
    }

    private func run(_ rows: [String]) throws -> RecordBatch {
        try Typing.run(ParseConnectorChannel(fields: ["channel"]), rows: rows, schema: Self.schema)
    }
}
