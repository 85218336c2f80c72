import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// A column that has both comma decimals and a dot before exactly three digits is noted, once.
@Suite struct DecimalSignsTests {
    private func words(_ batches: [[String]], _ transformer: any Transformer) throws -> [NewWord] {
        let schema = Typing.schema(.text)
        var bound = try transformer.bind(to: schema)
        return try batches.flatMap { values in
            let rows = values.map { #"{"value":"\#($0)"}"# }.joined(separator: ",")
            var batch = try RecordBatch.scanning(json: "[\(rows)]", schema: schema)
            try bound.apply(to: &batch)
            return batch.newWords
        }
    }

    @Test(arguments: [["12,5", "1.234"], ["1.234", "12,5"], ["0,0345", "-123.456"], ["1.234,50", "1.500"]])
    func bothInOneColumnAreNoted(values: [String]) throws {
        let dotted = values.first { !$0.contains(",") } ?? ""
        let expected = [NewWord(field: "value", text: dotted, count: 1, change: .mixedSeparators)]
        #expect(try words([values], ParseCosts(fields: ["value"])) == expected)
        #expect(try words([values], ParseDecimals(fields: ["value"])) == expected)
    }

    @Test func onceForAllBatchesWhereverTheyAre() throws {
        let found = try words([["1.234"], ["7"], ["12,5"], ["12,5", "2.345"]], ParseCosts(fields: ["value"]))
        #expect(found.map(\.text) == ["1.234"])
    }

    @Test(arguments: [
        ["1.234", "1,234.50"], ["1.234", "0.5"], ["12,5", "0.345"], ["12,5", "1234.567"], ["12,5", "1.2345"],
        ["1,234", "1.234"], ["12,5", "1.50"],
    ])
    func otherPairsAreNot(values: [String]) throws {
        #expect(try words([values], ParseCosts(fields: ["value"])).isEmpty)
    }

    @Test func aSeparatorSettlesIt() throws {
        #expect(try words([["12,5", "1.234"]], ParseCosts(fields: ["value"], separator: .comma)).isEmpty)
    }
}
