import ETL
import Synchronization
import Testing

@testable import Engine

/// Expects no row with a certain value.
private struct Without: RowExpectation, BoundRowExpectation {
    let value: String
    let action: ExpectationAction
    var found = 0

    init(_ value: String, _ action: ExpectationAction) { (self.value, self.action) = (value, action) }

    var name: String { "without(\(value))" }
    var identity: StageIdentity { StageIdentity("without", [value, action.rawValue]) }
    func bind(to schema: Schema) -> any BoundRowExpectation { self }
    mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        for row in rows where batch.text(1, row) == value { found += 1 }
    }
    var breach: Breach? {
        found == 0 ? nil : Breach("\(found) \(found.choosing("row has", "rows have")) it", rows: found, example: value)
    }
    var memory: [UInt8] { [UInt8(found)] }
    mutating func recall(_ memory: [UInt8]) -> Bool {
        guard memory.count == 1 else { return false }
        found = Int(memory[0])
        return true
    }
}

@Suite struct ExpectationRunTests {
    private static let early = "\(Int(Bench.day.number) * 86_400 + 900)"
    private static let late = "\(Int(Bench.day.number) * 86_400 + 85_500)"

    private func run(_ bench: Bench, _ expectation: Without, _ source: FakeSource) async throws -> RunReport {
        var job = bench.job([source], span: .seconds(10_800))
        job.expectations = [expectation]
        return try await bench.run([job])
    }

    @Test func aBrokenExpectationKeepsTheDayBack() async throws {
        let bench = Bench()
        let report = try await run(bench, Without(Self.early, .stop), FakeSource(.every(900)))
        #expect(report.status == .data)
        #expect(bench.visible() == nil)
        let message = try #require(report.results.first?.error?.message)
        #expect(message == "fake of s on \(Bench.day) is not as expected: without(\(Self.early)): 1 row has it")
    }

    @Test func aWarningIsReportedAndTheDayCommitted() async throws {
        let bench = Bench()
        let report = try await run(bench, Without(Self.early, .warn), FakeSource(.every(900)))
        #expect(report.status == .success)
        #expect(bench.visible()?.rows.count == 96)
        #expect(
            report.results.first?.warnings == [
                QualityWarning(
                    expectation: "without(\(Self.early))", message: "1 row has it", rows: 1, example: Self.early)
            ])
    }

    /// The row at fault stands in the first window; at any later call the process dies.
    @Test(arguments: 2...8, [true, false])
    func aResumedDayIsCheckedWhole(call: Int, notes: Bool) async throws {
        let bench = Bench()
        bench.loader.keepsNotes = notes
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == call { throw CancellationError() }
        }
        _ = try await run(bench, Without(Self.late, .stop), FakeSource(script))
        let source = FakeSource(.every(900))
        let report = try await run(bench, Without(Self.late, .stop), source)
        #expect(report.status == .data)
        #expect(source.windows.count == (notes ? 9 - call : 8))
    }

    @Test func aWindowThatDidNotCountIsNotCounted() async throws {
        let bench = Bench()
        let source = FakeSource(.every(900, cap: 60))
        let report = try await run(bench, Without(Self.late, .warn), source)
        #expect(report.status == .success)
        var job = bench.job([FakeSource(.every(900, cap: 60))])
        job.expectations = [Without(Self.late, .warn)]
        let split = try await bench.run([job])
        #expect(split.calls.byPurpose[.split] ?? 0 > 0)
        #expect(split.results.first?.warnings.first?.rows == 1)
    }
}

@Suite struct RowCountBandTests {
    @Test(arguments: [
        (100, [100, 100, 100, 100], true), (60, [100, 90, 100, 110], true), (59, [100, 90, 100, 110], false),
        (141, [100, 100, 100, 100], false), (140, [100, 100, 100, 100], true), (10, [100], true),
        (10, [100, 100], false), (10, [], true), (0, [0, 0, 0, 0], true), (1, [0, 0, 0, 0], false),
        (3, [1, 2, 3, 4], true),
    ])
    func theMedianDecides(rows: Int, earlier: [Int], holds: Bool) {
        let band = RowCountBand(within: Share(40, of: 100), weeks: 4)
        #expect((band.breach(rows: rows, earlier: earlier) == nil) == holds)
    }

    @Test func aDayIsComparedWithItsOwnWeekdays() async throws {
        let bench = Bench()
        for week in 1...4 {
            let day = Bench.day.advanced(by: -7 * week)
            _ = try await bench.run([bench.job([FakeSource(.every(900))], days: day...day)])
        }
        var job = bench.job([FakeSource(.every(9000))])
        job.quality.acceptShrink = true
        job.rowCounts = [RowCountBand(within: Share(1, of: 2), action: .stop)]
        let report = try await bench.run([job])
        #expect(report.status == .data)
        #expect(
            report.results[0].error?.message.hasSuffix(
                "row_count: 10 rows where the same weekday had 96 (the median of 96, 96, 96, 96)") == true)
        job.rowCounts[0].action = .warn
        #expect(try await bench.run([job]).results[0].warnings.map(\.expectation) == ["row_count"])
    }
}
