import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct KeepJSONTests {
    @Test(arguments: [
        (#"{ "a" : [1, "x\u00e9"] }"#, #"{"a":[1,"xé"]}"#), ("[]", "[]"), (#""two words""#, #""two words""#),
        (#""say \"no\"""#, #""say \"no\"""#), ("12.50", "12.50"), ("true", "true"), (#""""#, "null"), (#""-""#, "null"),
        (#"" ""#, "null"), ("null", "null"),
    ])
    func everyValueIsOneJSONValue(_ json: String, _ expected: String) throws {
        #expect(try Typing.standard(json: json, .json) == expected)
    }

    @Test func theColumnIsJSON() throws {
        let bound = try KeepJSON(fields: ["value"]).bind(to: Typing.schema(.json))
        #expect(bound.output.fields.map(\.type) == [.json])
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let suite = TransformerConformance(
            KeepJSON(fields: ["value"]), schema: Typing.schema(.json),
            rows: [#"{"value":{"a": 1}}"#, #"{"value":"x"}"#, #"{"value":null}"#, "{}", #"{"value":""}"#])
        #expect(try suite.findings() == [])
    }
}
