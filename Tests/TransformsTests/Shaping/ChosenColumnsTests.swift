import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ChosenColumnsTests {
    @Test func selectKeepsAndOrders() throws {
        let batch = try Columns.run([Select(fields: ["note", "id"])])
        #expect(batch.schema.names == ["note", "id", "_extra"])
        #expect(batch.column("id") == ["1", "2", "3", "4", nil, "A"])
        #expect(batch.column("_extra")?[1] == #"{"new":1}"#)
    }

    @Test func dropKeepsTheOthersInTheirOrder() throws {
        let batch = try Columns.run([Drop(fields: ["cost", "id"])])
        #expect(batch.schema.names == ["date", "day", "count", "note", "_extra"])
        #expect(batch.column("count") == ["3", "0", "17", "1", "1", "2"])
    }

    @Test func aRowKeepsItsTimeWhenItsColumnGoes() throws {
        for transformer in [Drop(fields: ["date"]), Select(fields: ["id"])] as [any Transformer] {
            let batch = try Columns.run([transformer])
            #expect(batch.schema.eventTime == nil)
            #expect(batch.times[0]?.description == "2026-10-01 08:00:00")
            #expect(batch.isRejected(3), "a row without a time belongs to no day, shown or not")
        }
    }

    /// A column that takes the place of the one with the time says nothing of the row's day.
    @Test func anotherColumnOfTheSameNameIsNotTheTime() throws {
        let batch = try Columns.run([
            Drop(fields: ["date"]), Rename([("id", "date")]),
            Cast(fields: ["date"], to: .timestamp, zone: Typing.bogota),
        ])
        #expect(batch.times[0]?.description == "2026-10-01 08:00:00")
        #expect(batch.rejections.first { $0.row == 0 }?.reason == .invalidTimestamp)
        #expect(batch.rejections.first { $0.row == 0 }?.field == "id")
    }

    @Test func columnsThatCannotBeTakenAreNamed() throws {
        #expect(Columns.refusal(Select(fields: ["id", "nobody"]))?.subject == "nobody")
        #expect(Columns.refusal(Drop(fields: ["id", "id"]))?.subject == "id")
        #expect(Columns.refusal(Drop(fields: ["_extra"]))?.subject == "_extra")
        #expect(Columns.refusal(Select(fields: []))?.message == "select: no column is left")
        #expect(Columns.refusal(Drop(fields: ["id"]), Drop(fields: ["id"]))?.code == .configuration)
    }

    @Test func keepToTheRulesOfTransformers() throws {
        try Columns.conform(Select(fields: ["note", "date", "id"]))
        try Columns.conform(Drop(fields: ["date", "cost"]))
    }
}
