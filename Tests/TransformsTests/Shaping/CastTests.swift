import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct CastTests {
    private func cast(_ target: Cast.Target, _ value: String, onInvalid: InvalidPolicy = .quarantine) throws -> String {
        let cast = Cast(fields: ["value"], to: target, zone: Typing.bogota)
        let batch = try Typing.run(cast, ["\"\(value)\""], onInvalid: onInvalid)
        if let rejection = batch.rejections.first { return "!\(rejection.reason.rawValue)" }
        return batch.text(0, 0) ?? "null"
    }

    @Test(arguments: [
        (Cast.Target.integer, "007", "7"), (.integer, "7.5", "!invalid_integer"), (.decimal, "1.50", "1.50"),
        (.cost, "$ 1,234.50", "1234.50"), (.percent, "34.64 %", "34.64"), (.duration, "01:02:03", "3723"),
        (.day, "20261001", "2026-10-01"), (.timestamp, "2026-10-01 08:00:00", "2026-10-01T08:00:00-05:00"),
        (.timestamp, "noon", "!invalid_timestamp"), (.integer, "", "null"), (.integer, "-", "null"), (.text, "x", "x"),
    ])
    func readsAsTypingDoes(_ target: Cast.Target, _ value: String, _ expected: String) throws {
        #expect(try cast(target, value) == expected)
    }

    @Test func whatDoesNotFitIsDealtWithAsThePipelineSays() throws {
        #expect(try cast(.integer, "x", onInvalid: .null) == "null")
    }

    @Test func numbersAndTimesBecomeTheirText() throws {
        let batch = try Columns.run([Cast(fields: ["cost", "date", "day", "count"], to: .text, zone: Typing.bogota)])
        #expect(batch.schema.fields.dropLast().allSatisfy { $0.type == .text })
        #expect(batch.schema.eventTime == nil)
        #expect(batch.table[0].prefix(5) == ["1", "2026-10-01T08:00:00-05:00", "2026-10-01", "12.50", "3"])
        #expect(batch.times[0] != nil)
    }

    @Test func whatIsTypedMustBecomeTextFirst() throws {
        #expect(Columns.refusal(Cast(fields: ["cost"], to: .integer, zone: Typing.bogota))?.subject == "cost")
        #expect(Columns.refusal(Cast(fields: ["_extra"], to: .text, zone: Typing.bogota))?.subject == "_extra")
        let way: [any Transformer] = [
            Cast(fields: ["count"], to: .text, zone: Typing.bogota),
            Cast(fields: ["count"], to: .decimal, zone: Typing.bogota),
        ]
        #expect(try Columns.run(way).column("count")?[0] == "3")
    }

    @Test(arguments: Cast.Target.allCases)
    func keepsToTheRulesOfTransformers(target: Cast.Target) throws {
        try Columns.conform(Cast(fields: ["id", "note"], to: target, zone: Typing.bogota))
        try Columns.conform(Cast(fields: ["cost", "date"], to: .text, zone: Typing.bogota))
    }
}
