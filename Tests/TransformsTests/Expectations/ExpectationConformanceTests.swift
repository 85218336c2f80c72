import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ExpectationConformanceTests {
    private static let rows = [
        #"{"id":"1","kind":"a"}"#, #"{"id":"2","kind":"b"}"#, #"{"id":"1","kind":"c"}"#, #"{"id":null,"kind":"a"}"#,
        #"{"id":"2","kind":"d\"é"}"#, #"{"id":"3","kind":"a"}"#,
    ]

    @Test(
        arguments: [
            NotNull("id"), Unique(["id"]), Unique(["id", "kind"]), AcceptedValues("kind", ["a"]),
        ] as [any RowExpectation]) func keepsToWhatExpectationsPromise(expectation: any RowExpectation) throws
    {
        let schema = Typing.schema([("id", .text), ("kind", .text)])
        let rows = Self.rows + [Self.rows[0], Self.rows[4]]
        #expect(try RowExpectationConformance(expectation, schema: schema, rows: rows).findings() == [])
    }
}
