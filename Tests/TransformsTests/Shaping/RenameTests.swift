import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct RenameTests {
    @Test func columnsCanExchangeTheirNames() throws {
        let batch = try Columns.run([Rename([("id", "note"), ("note", "id")])])
        #expect(batch.schema.names == ["note", "date", "day", "cost", "count", "id", "_extra"])
        #expect(batch.column("note")?[0] == "1")
        #expect(batch.column("id")?[0] == "a - b - c")
    }

    @Test func theTimeKeepsBeingTheTime() throws {
        #expect(try Columns.schema([Rename([("date", "moment")])]).eventTime == "moment")
    }

    @Test func quarantineKnowsTheSourcesKey() throws {
        let batch = try Columns.run([
            Rename([("note", "comment")]), Cast(fields: ["comment"], to: .integer, zone: Typing.bogota),
        ])
        #expect(batch.rejections.first { $0.row == 0 }?.field == "note")
    }

    @Test(arguments: [
        ("id", "cost", "cost"), ("id", "COST", "COST"), ("id", "_extra", "_extra"), ("id", "", ""), ("x", "y", "x"),
        ("_extra", "more", "_extra"),
    ])
    func namesThatCannotBeAreRefused(_ from: String, _ to: String, _ subject: String) {
        let error = Columns.refusal(Rename([(from, to)]))
        #expect(error?.code == .configuration)
        #expect(error?.subject == subject)
    }

    @Test func anotherCaseOfItsOwnNameIsTaken() throws {
        #expect(try Columns.schema([Rename([("id", "ID")])]).names.first == "ID")
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Rename([("date", "moment"), ("id", "date")]))
    }
}
