import ETL
import Foundation
import TestSupport
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ParseTimestampsTests {
    private static let schema = Typing.schema([("date", .timestamp), ("other", .timestamp)], eventTime: "date")

    @Test func theEventTimeGivesRowsTheirTime() throws {
        let batch = try run([
            #"{"date":"2026-10-01 08:15:42","other":"2026-10-01 00:00:00"}"#,
            #"{"date":"1969-12-31 23:59:59","other":""}"#,
        ])
        #expect(batch.times == [LocalTime(seconds: 1_790_842_542), LocalTime(seconds: -1)])
        #expect(batch.rejections.isEmpty)
    }

    @Test(arguments: [InvalidPolicy.quarantine, .null, .fail])
    func aRowWithoutItsTimeIsRejected(_ policy: InvalidPolicy) throws {
        let batch = try run([#"{"date":""}"#, #"{"date":"-"}"#, #"{"date":null}"#, "{}", #"{"date":"soon"}"#], policy)
        #expect(batch.rejections.map(\.row).sorted() == [0, 1, 2, 3, 4])
        let reasons = batch.rejections.sorted { $0.row < $1.row }.map(\.reason)
        #expect(reasons == Array(repeating: .missingTimestamp, count: 4) + [.invalidTimestamp])
        #expect(batch.rejections.first { $0.row == 4 }?.value == "soon")
        #expect(batch.times == Array(repeating: nil, count: 5))
        #expect(batch.nulledValues == 0)
    }

    @Test func otherTimestampsMayBeMissing() throws {
        let batch = try run([#"{"date":"2026-10-01 08:15:42","other":"-"}"#])
        #expect(batch.table == [["2026-10-01T08:15:42-05:00", nil]])
    }

    @Test func aReportWithoutEventTimeNeedsNone() throws {
        let batch = try Typing.run(
            ParseTimestamps(fields: ["value"], zone: Typing.bogota), [#""""#, #""2026-10-01 08:15:42""#])
        #expect(batch.rejections.isEmpty)
        #expect(batch.times == [nil, nil])
    }

    @Test func readingsThatOccurTwiceGetTheOffsetBeforeTheChange() throws {
        let zone = try #require(
            ZoneRules(
                identifier: "America/New_York",
                covering: Day(number: 20_000)...Day(number: 21_500)))
        let batch = try Typing.run(
            ParseTimestamps(fields: ["value"], zone: zone),
            [
                #""2026-11-01 00:59:59""#, #""2026-11-01 01:30:00""#, #""2026-11-01 02:00:00""#,
                #""2026-03-08 02:30:00""#,
                #""2026-03-08 03:00:00""#, #""2026-11-01 00:00:00""#,
            ])
        #expect(
            batch.column("value") == [
                "2026-11-01T00:59:59-04:00", "2026-11-01T01:30:00-04:00", "2026-11-01T02:00:00-05:00",
                "2026-03-08T02:30:00-05:00", "2026-03-08T03:00:00-04:00", "2026-11-01T00:00:00-04:00",
            ])
    }

    @Test(arguments: ["America/Bogota", "America/Santiago", "America/New_York", "Asia/Kolkata"])
    func agreesWithFoundation(_ identifier: String) throws {
        let days = Day(number: 14_000)...Day(number: 22_000)
        let zone = try #require(TimeZone(identifier: identifier))
        let rules = try #require(ZoneRules(identifier: identifier, covering: days))
        var generator = SplitMix(state: UInt64(identifier.utf8.count))
        let instants = (0..<2000).map { _ in
            Int.random(in: 14_000 * 86_400...22_000 * 86_400, using: &generator)
        }
        let expected = instants.map {
            format(Date(timeIntervalSince1970: Double($0)), "yyyy-MM-dd'T'HH:mm:ssxxx", zone)
        }
        let values = instants.map { instant in
            let pattern = instant % 2 == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyyMMddHHmmss"
            return "\"\(format(Date(timeIntervalSince1970: Double(instant)), pattern, zone))\""
        }
        let batch = try Typing.run(ParseTimestamps(fields: ["value"], zone: rules), values)
        let typed = try #require(batch.column("value"))
        for (index, instant) in instants.enumerated() {
            // The second pass through a repeated hour can't be told from the first.
            let isSecondPass =
                zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant - 3600)))
                > zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            if !isSecondPass { #expect(typed[index] == expected[index]) }
        }
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let suite = TransformerConformance(
            ParseTimestamps(fields: ["date", "other"], zone: Typing.bogota), schema: Self.schema,
            rows: [
                #"{"date":"2026-10-01 08:15:42","other":"20261001081542"}"#, #"{"date":"x","other":"y"}"#,
                #"{"date":"2026-10-01 08:15:42\n","other":"\t"}"#, #"{"date":20261001081542,"other":[]}"#,
            ])
        #expect(try suite.findings() == [])
    }

    private func run(_ rows: [String], _ policy: InvalidPolicy = .quarantine) throws -> RecordBatch {
        try Typing.run(
            ParseTimestamps(fields: ["date", "other"], zone: Typing.bogota), rows: rows, schema: Self.schema,
            onInvalid: policy)
    }

    private func format(_ date: Date, _ pattern: String, _ zone: TimeZone) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = zone
        formatter.dateFormat = pattern
        return formatter.string(from: date)
    }
}
