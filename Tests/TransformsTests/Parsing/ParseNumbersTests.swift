import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// What the converters of numbers, days and durations have in common.
@Suite struct ParseNumbersTests {
    static let transformers: [any Transformer] = [
        ParseCosts(fields: ["value"]), ParseDecimals(fields: ["value"]), ParseIntegers(fields: ["value"]),
        ParseDurations(fields: ["value"]), ParsePercents(fields: ["value"]), ParseDays(fields: ["value"]),
    ]

    @Test(arguments: transformers.indices)
    func keepsToTheRulesOfTransformers(_ index: Int) throws {
        let values = [
            #""12.5""#, #""5""#, #"" 5 ""#, #""1,234""#, "12", "1e3", "1.50", "null", #""""#, #""-""#, "[1]", "true",
            #""2026-10-01""#, #""20261001""#, #""08:15:42""#, #""5 %""#, #""$ 5""#, #""x\"""#, #""-7""#, #""007""#,
            #""5\n""#,
        ]
        let suite = TransformerConformance(
            Self.transformers[index], schema: Typing.schema(.text), rows: values.map { #"{"value":\#($0)}"# })
        #expect(try suite.findings() == [])
    }

    @Test(arguments: transformers.indices)
    func aTypedColumnCannotBeTypedAgain(_ index: Int) throws {
        let typed = try Self.transformers[index].bind(to: Typing.schema(.text)).output
        let error = #expect(throws: ETLError.self) { try Self.transformers[index].bind(to: typed) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("value is not text") == true)
    }

    @Test func aSpellingThatIsRightStaysWhereItIs() throws {
        let values = [#""12.50""#, #""007.5""#, #""$ 3.25""#]
        let schema = Typing.schema(.text)
        var batch = try RecordBatch.scanning(
            json: "[\(values.map { #"{"value":\#($0)}"# }.joined(separator: ","))]", schema: schema)
        let before = batch.bytes.count
        var bound = try ParseCosts(fields: ["value"]).bind(to: schema)
        try bound.apply(to: &batch)
        #expect(batch.column("value") == ["12.50", "7.5", "3.25"])
        #expect(batch.bytes.count == before)
    }

    @Test func unknownFieldsAreNamedWithThoseThatThereAre() throws {
        let schema = Typing.schema([("cost", .cost), ("date", .timestamp)])
        let error = #expect(throws: ETLError.self) { try ParseCosts(fields: ["price"]).bind(to: schema) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("price") == true)
        #expect(error?.advice.contains("cost, date") == true)
    }
}
