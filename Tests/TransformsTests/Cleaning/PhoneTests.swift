import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct PhoneTests {
    /// Prefixes as an operation in Colombia dials them.
    @Test(arguments: [
        ("9157300 123 45 67", "3001234567", "+573001234567"), ("573001234567", "3001234567", "+573001234567"),
        ("93001234567", "3001234567", "+573001234567"), ("3001234567", "3001234567", "+573001234567"),
        ("(601) 742-3344", "6017423344", "+576017423344"), ("+57 300.123/4567", "3001234567", "+573001234567"),
        ("+1 305 555 0100", "13055550100", "+13055550100"), ("101", "101", "101"), ("9101", "9101", "9101"),
        ("5712345", "5712345", "+575712345"), ("anonymous", nil, nil), ("300123x4567", nil, nil), ("+", nil, nil),
    ])
    func prefixesGoAndExtensionsStay(_ raw: String, _ national: String?, _ international: String?) throws {
        let prefixes = ["9157", "57", "9"]
        #expect(try run(Phone(fields: ["value"], prefixes: prefixes), raw) == national)
        #expect(try run(Phone(fields: ["value"], prefixes: prefixes, country: "57"), raw) == international)
    }

    @Test func theNumberAsItCameStaysBesideIt() throws {
        let batch = try Typing.run(
            Phone(fields: ["value"], country: "57"), [#""300 123 4567""#, "null", #""\u0033001234567""#])
        #expect(batch.schema.names == ["value", "value_phone"])
        #expect(batch.column("value") == ["300 123 4567", nil, "3001234567"])
        #expect(batch.column("value_phone") == ["+573001234567", nil, "+573001234567"])
        #expect(try Columns.schema([Phone(fields: ["id"], into: "number")]).names.prefix(2) == ["id", "number"])
    }

    @Test func howManyDigitsANumberHasCanBeSaid() throws {
        #expect(try run(Phone(fields: ["value"], prefixes: ["9"], fewestDigits: 10), "93001234") == "93001234")
        #expect(try run(Phone(fields: ["value"], prefixes: ["9"], fewestDigits: 7), "93001234") == "3001234")
    }

    @Test func severalColumnsHaveOneEach() throws {
        let batch = try Columns.run([Phone(fields: ["id", "note"])])
        #expect(
            batch.schema.names == ["id", "id_phone", "date", "day", "cost", "count", "note", "note_phone", "_extra"])
        #expect(batch.column("id_phone") == ["1", "2", "3", "4", nil, nil])
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Phone(fields: ["note", "id"], prefixes: ["1"], country: "57"))
    }

    private func run(_ phone: Phone, _ raw: String) throws -> String? {
        try Typing.run(phone, ["\"\(raw)\""]).text(1, 0)
    }
}
