import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ParseDaysTests {
    private static let schema = Typing.schema([("date", .day), ("other", .day)], eventTime: "date")

    @Test func theEventTimeGivesRowsTheFirstSecondOfTheirDay() throws {
        let batch = try run([
            #"{"date":"2026-10-01","other":"20261002"}"#, #"{"date":" 19691231 ","other":"-"}"#,
        ])
        #expect(batch.times == [LocalTime(seconds: 1_790_812_800), LocalTime(seconds: -86_400)])
        #expect(batch.table == [["2026-10-01", "2026-10-02"], ["1969-12-31", nil]])
        #expect(batch.rejections.isEmpty)
    }

    @Test(arguments: [InvalidPolicy.quarantine, .null, .fail])
    func aRowWithoutItsDayIsRejected(_ policy: InvalidPolicy) throws {
        let batch = try run([#"{"date":""}"#, "{}", #"{"date":"2026-02-30"}"#], policy)
        let reasons = batch.rejections.sorted { $0.row < $1.row }.map(\.reason)
        #expect(reasons == [.missingTimestamp, .missingTimestamp, .invalidDay])
        #expect(batch.nulledValues == 0)
    }

    @Test func otherDaysAreJudgedAsThePolicySays() throws {
        let batch = try run([#"{"date":"2026-10-01","other":"soon"}"#], .null)
        #expect(batch.nulledValues == 1)
        #expect(batch.rejections.isEmpty)
    }

    private func run(_ rows: [String], _ policy: InvalidPolicy = .quarantine) throws -> RecordBatch {
        try Typing.run(
            StandardTyping(zone: Typing.bogota), rows: rows, schema: Self.schema, onInvalid: policy)
    }
}
