import Disk
import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Rows of one second may be in another order; nothing else may differ.
@Suite struct SameRowsTests {
    private static let schema = Schema(
        fields: [Field("id"), Field("date", .timestamp), Field("note")], eventTime: "date")

    struct Pair: Sendable {
        var old: [String]
        var new: [String]
        var same: Bool
    }

    /// Each row is an id, a second and a note.
    static let pairs = [
        Pair(old: ["a5", "b5", "c4"], new: ["a5", "b5", "c4"], same: true),
        Pair(old: ["a5", "b5", "c4"], new: ["b5", "a5", "c4"], same: true),
        Pair(old: ["z9", "a5", "b5", "c5", "d4"], new: ["z9", "c5", "a5", "b5", "d4"], same: true),
        Pair(old: ["a5", "a5", "b5"], new: ["a5", "b5", "a5"], same: true),
        Pair(old: ["a5", "b4"], new: ["b4", "a5"], same: false),
        Pair(old: ["a5", "b5", "c4", "d4"], new: ["b5", "a5", "d4", "c4"], same: true),
        Pair(old: ["a5", "b5", "c4"], new: ["a5", "c4", "b5"], same: false),
        Pair(old: ["a5", "b5"], new: ["a5", "a5"], same: false),
        Pair(old: ["a5", "a5", "b5"], new: ["a5", "b5", "b5"], same: false),
        Pair(old: ["a5", "b5"], new: ["a5"], same: false),
        Pair(old: ["a5"], new: ["a5", "b5"], same: false),
        Pair(old: ["a5", "b5", "c4"], new: ["b5", "x5", "c4"], same: false),
        Pair(old: ["a5", "b5", "a4"], new: ["b5", "a4", "a5"], same: false),
    ]

    @Test(arguments: pairs, RowFormat.all)
    func onlyTheOrderWithinASecondMayDiffer(pair: Pair, format: RowFormat) async throws {
        let directory = try TemporaryDirectory()
        let old = try await file(pair.old, format, "old", directory)
        let new = try await file(pair.new, format, "new", directory)
        let comparison = SameRows(format.lines, time: LineTime(Self.schema, format))
        #expect(try comparison.hold(in: old, new) == pair.same)
        #expect(try comparison.hold(in: new, old) == pair.same)
    }

    private func file(
        _ rows: [String], _ format: RowFormat, _ name: String, _ directory: TemporaryDirectory
    ) async throws -> String {
        let lines = rows.map { row in
            let (id, second) = (row.prefix(1), row.suffix(1))
            let date = "2026-10-01T08:00:0\(second)-05:00"
            return format == .ndjson
                ? #"{"id":"\#(id)","date":"\#(date)","note":null}"# : "\(id),\(date),\"a, \"\"b\"\"\nc\""
        }
        let header = format == .csv ? ["id,date,note"] : []
        try directory.write((header + lines).map { $0 + "\n" }.joined(), to: name)
        try await Tool.run("gzip", ["\(directory.path)/\(name)"])
        return "\(directory.path)/\(name).gz"
    }

    /// A night in which the API sends the rows of a second in another order leaves every file as it is.
    @Test(arguments: RowFormat.all)
    func aDayInAnotherOrderLeavesEveryFileUntouched(format: RowFormat) async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory, format))
        let rows = [
            Fixture.row(1, seconds: 50), Fixture.row(2, seconds: 50), Fixture.row(3, seconds: 50),
            Fixture.row(4, seconds: 40), Fixture.row(5, note: "bad"), Fixture.row(6, note: "bad"),
        ]
        _ = try await loader.commit(rows)
        let before = try directory.snapshot()
        let again = try await loader.commit([1, 0, 2, 3, 5, 4].map { rows[$0] })
        #expect(again.change == .unchanged)
        #expect(try directory.snapshot() == before)
        #expect(try directory.lake.verify().problems.isEmpty)
    }

    /// Rows that are the same beside a quarantine that is not: the data file stays, and the manifest fits both.
    @Test func reorderedRowsBesideANewRejectionKeepTheirFile() async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory))
        let rows = [Fixture.row(1, seconds: 50), Fixture.row(2, seconds: 50), Fixture.row(5, note: "bad")]
        _ = try await loader.commit(rows)
        let before = try directory.snapshot()
        let again = try await loader.commit([rows[1], rows[0], Fixture.row(6, note: "bad")])
        #expect(again.change == .replaced)
        #expect(try directory.snapshot()[Fixture.dataFile] == before[Fixture.dataFile])
        #expect(try directory.lake.verify().problems.isEmpty)
    }

    /// A visible file that is damaged is replaced even if the manifest says that it has the same rows.
    @Test func aDamagedFileIsReplacedByRowsInAnotherOrder() async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory))
        let rows = [Fixture.row(1, seconds: 50), Fixture.row(2, seconds: 50)]
        _ = try await loader.commit(rows)
        try OpenFile("\(directory.path)/\(Fixture.dataFile)", .update).write([0, 0, 0], at: 20)
        let again = try await loader.commit([rows[1], rows[0]])
        #expect(again.change == .replaced)
        #expect(try directory.lake.verify().problems.isEmpty)
    }
}
