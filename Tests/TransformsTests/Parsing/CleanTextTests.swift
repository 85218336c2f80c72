import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct CleanTextTests {
    @Test func textIsNotTouchedByteForByte() throws {
        let values = [#"" a ""#, #""línea\nuno""#, #""\"q\"""#, #""🚀""#, #""–""#, #""\t x""#, #""-x""#, #""\\-""#]
        let batch = try Typing.run(CleanText(fields: ["value"]), values)
        #expect(
            batch.column("value") == [" a ", "línea\nuno", "\"q\"", "🚀", "–", "\t x", "-x", "\\-"])
        #expect(batch[0, 1].kind == .escaped)
    }

    @Test func nothingIsNull() throws {
        let values = [#""""#, #"" ""#, #""\n\t ""#, "\"\u{A0}\"", #""-""#, #"" -\n""#, "null"]
        let batch = try Typing.run(CleanText(fields: ["value"]), values)
        #expect(batch.column("value") == Array(repeating: nil, count: values.count))
        let free = try Typing.run(CleanText(fields: ["value"]), values, form: .freeText)
        #expect(free.column("value") == [nil, nil, nil, nil, "-", " -\n", nil])
    }

    @Test func unsoundTextIsLeftToTheRejectionItGotBefore() throws {
        let schema = Typing.schema(.text)
        var bytes = Array(#"[{"value":""#.utf8)
        bytes.append(0xFF)
        bytes.append(contentsOf: #""}]"#.utf8)
        var batch = try RecordBatch.scanning(bytes: bytes, schema: schema)
        var bound = try CleanText(fields: ["value"]).bind(to: schema)
        try bound.apply(to: &batch)
        #expect(batch.rejections.map(\.reason) == [.invalidUTF8])
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let values = [#""a""#, #""-""#, #"" ""#, #""\n""#, "5", "true", "{}", "[]", #""\"""#, #""ñ""#, "null"]
        let suite = TransformerConformance(
            CleanText(fields: ["value"]), schema: Typing.schema(.text), rows: values.map { #"{"value":\#($0)}"# })
        #expect(try suite.findings() == [])
    }
}
