import ETL
import Engine
import Foundation
import Testing

@testable import Commands

@Suite struct ToldHistoryTests {
    private static func record(
        _ day: Int, exit: Int32 = 0, pipeline: String = "try", told: [Told]? = nil, success: String? = nil,
        _ change: (inout RunRecord) -> Void = { _ in }
    ) throws -> [UInt8] {
        let results = (0..<3).map { Results.committed("cdr_1", "2026-10-0\($0 + 1)", rows: $0) }
        let report = Results.report(results)
        var head = RunRecord(report, sources: ["bogota"], exitCode: exit)
        let name = String(format: "%02d", day)
        (head.run, head.pipeline) = ("202610\(name)T000000Z-x", pipeline)
        (head.startedAt, head.endedAt) = ("2026-10-\(name)T00:00:00Z", "2026-10-\(name)T00:10:00Z")
        (head.told, head.lastSuccessAt) = (told, success)
        change(&head)
        var text = ""
        try RunRecordText(head: head, results: report.results, drift: report.drift).forEachPiece { text += $0 }
        return Array(text.utf8)
    }

    private static func history(_ records: [[UInt8]]) -> ToldHistory {
        var history = ToldHistory(of: "try", before: "20261031T000000Z-x")
        for record in records { history.add(record) }
        return history
    }

    /// The record of a round that was stopped has exit code 0.
    @Test func aRoundThatWasStoppedIsNoSuccess() throws {
        let stopped = try Self.record(3) { $0.interrupted = true }
        let records = [try Self.record(1), try Self.record(2, exit: 69), stopped]
        #expect(Self.history(records).lastSuccessAt == "2026-10-01T00:10:00Z")
        #expect(Self.history(records).told(1).owesRecovery)
        #expect(!Self.history([records[0], stopped]).told(1).owesRecovery)
        // A run that SIGTERM ended has failed.
        let terminated = try Self.record(3, exit: 143) { $0.interrupted = true }
        #expect(Self.history([records[0], terminated]).told(1).owesRecovery)
    }

    @Test func theLastSuccessSurvivesTenFailedRuns() throws {
        var records = [try Self.record(1)]
        for day in 2...11 { records.append(try Self.record(day, exit: 69)) }
        #expect(Self.history(records).lastSuccessAt == "2026-10-01T00:10:00Z")
        // Its own record may be gone by then: each later one carries it.
        records.removeFirst()
        #expect(Self.history(records).lastSuccessAt == nil)
        records.append(try Self.record(12, exit: 69, success: "2026-10-01T00:10:00Z"))
        #expect(Self.history(records).lastSuccessAt == "2026-10-01T00:10:00Z")
    }

    @Test func theNewestRecordSaysWhatIsKnownWhateverTheOrder() throws {
        var old = Told(item: 1)
        old.reasons = [Told.Reason(reason: "a", at: 1)]
        let records = [
            try Self.record(3, told: [Told(item: 1)]), try Self.record(2, exit: 69, told: [old]),
            try Self.record(4, exit: 69),
        ]
        for order in [records, records.reversed()] { #expect(Self.history(order).told(1) == Told(item: 1)) }
        // Who is named since learns of a recovery.
        #expect(Self.history(records).told(2).owesRecovery)
        #expect(!Self.history(Array(records.dropLast())).told(2).owesRecovery)
    }

    @Test func otherRecordsDoNotCount() throws {
        let records = [
            try Self.record(1, pipeline: "other"), try Self.record(2) { $0.rowsFrom = .archive },
            try Self.record(31), Array("{}".utf8), Array("{\"run\":".utf8), [],
        ]
        #expect(Self.history(records).lastSuccessAt == nil)
    }
}
