import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ParseChatChannelTests {
    @Test(arguments: [
        ("whatsapp", "whatsapp"), ("whatsapp official direct", "whatsapp"), ("WhatsApp", "whatsapp"),
        ("facebook", "facebook"), ("facebook_page", "facebook"), ("Instagram", "instagram"), ("telegram", "telegram"),
        ("twitter", "twitter"), ("email", "email"), ("web", "web"), ("Web", "web"), ("chat-web", "web"),
        ("webchat", "web"), ("web chat", "web"), ("crm+webhook", "crm"), ("configurationbox", "configurationbox"),
        ("sms_bidirect", "sms"), ("SMS", "sms"), ("webhook", "other"), ("tiktok", "other"), ("0", "other"),
        ("chat", "other"), (" whatsapp ", "whatsapp"), ("_web", "web"), (#"\"web\""#, "web"), ("ñ", "other"),
    ])
    func tellsTheKind(_ text: String, _ kind: String) throws {
        let batch = try Typing.run(ParseChatChannel(fields: ["value"]), ["\"\(text)\""])
        #expect(batch.column("value_kind") == [kind])
        #expect(batch.column("value") == [text.replacing("\\\"", with: "\"")])
        #expect(ParseChatChannel.kinds.contains(kind))
    }

    @Test func nothingHasNoKind() throws {
        let batch = try Typing.run(ParseChatChannel(fields: ["value"]), ["null", #""-""#, #"" ""#])
        #expect(batch.table == [[nil, nil], [nil, nil], [nil, nil]])
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""web""#, #""whatsapp x""#, #""a\"b""#, "7", "null", #""-""#, "[]"]
        let suite = TransformerConformance(
            ParseChatChannel(fields: ["value"]), schema: Typing.schema(.text),
            rows: values.map { #"{"value":\#($0)}"# })
        #expect(try suite.findings() == [])
    }
}
