import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct TrimTests {
    @Test func blanksAtTheEndsGo() throws {
        let values = [#"" a b ""#, #""a""#, #""\t\na\u00a0""#, #""   ""#, "null", #""\"""#]
        let batch = try Typing.run(Trim(fields: ["value"]), values)
        #expect(batch.column("value") == ["a b", "a", "a", nil, nil, "\""])
    }

    @Test func numbersAreRefused() { #expect(Columns.refusal(Trim(fields: ["cost"]))?.subject == "cost") }

    @Test func keepsToTheRulesOfTransformers() throws { try Columns.conform(Trim(fields: ["note", "id"])) }
}
