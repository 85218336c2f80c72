import ETL
import Synchronization
import Testing

@testable import Engine

@Suite struct ResumeTests {
    private let days = Bench.day...Bench.day.advanced(by: 2)

    /// Cancelled at any call, a second run asks only for what was in flight or not yet asked.
    @Test(arguments: 1...24)
    func acancelledRunIsTakenUpWhereItStopped(call: Int) async throws {
        let bench = Bench()
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == call { throw CancellationError() }
        }
        let interrupted = FakeSource(script)
        let first = try await bench.run([bench.job([interrupted], days: days, span: .seconds(10_800))])
        #expect(first.isInterrupted)
        #expect(bench.loader.store.withLock { $0.wellEnded } == [false])

        let source = FakeSource(.every(900))
        let second = try await bench.run([bench.job([source], days: days, span: .seconds(10_800))])
        #expect(second.status == .success)
        #expect(interrupted.windows.count + source.windows.count == 24 + 1)
        #expect(Set(interrupted.windows.dropLast()).isDisjoint(with: source.windows))
        for day in days { #expect(bench.visible(day)?.rows.count == 96) }
    }

    @Test func aChangedSpanFillsTheGapsAndNothingElse() async throws {
        let bench = Bench()
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == 5 { throw CancellationError() }
        }
        _ = try await bench.run([bench.job([FakeSource(script)], span: .seconds(7200))])
        let source = FakeSource(.every(900))
        _ = try await bench.run([bench.job([source], span: .seconds(86_400))])
        #expect(source.windows.map(\.length) == [86_400 - 4 * 7200])
        #expect(bench.visible()?.rows.count == 96)
    }

    @Test func aFinishedRunAsksAgain() async throws {
        let bench = Bench()
        for _ in 0..<2 {
            let source = FakeSource(.every(900))
            let report = try await bench.run([bench.job([source], days: days)])
            #expect(source.windows == [Window(days: days)])
            #expect(report.endedWell)
        }
    }

    private func partition(_ day: Day) -> Partition { Partition(report: "fake", source: "s", day: day) }

    /// A run of three days of which the first two were committed before it was interrupted.
    private func interrupted(_ bench: Bench) async throws {
        var script = FakeSource.Script.every(900)
        script.before = { number, _ in
            if number == 3 { throw CancellationError() }
        }
        _ = try await bench.run([bench.job([FakeSource(script)], days: days, span: .seconds(86_400))])
    }

    @Test func aCommittedDayThatIsGoneIsRequestedAgain() async throws {
        let bench = Bench()
        try await interrupted(bench)
        let committed = bench.loader.store.withLock { $0.committedByRun }
        #expect(committed.count == 2)
        let gone = try #require(committed.map(\.day).max())
        bench.loader.store.withLock { $0.visible[partition(gone)] = nil }
        let source = FakeSource(.every(900))
        let report = try await bench.run([bench.job([source], days: days, span: .seconds(86_400))])
        #expect(source.windows.contains(Window(gone)))
        #expect(report.status == .success)
        for day in days { #expect(bench.visible(day)?.rows.count == 96) }
    }

    @Test func aSuspectDayIsRequestedAgainAndStaysSuspectUntilAGoodAnswer() async throws {
        let bench = Bench()
        try await interrupted(bench)
        let doubted = try #require(bench.loader.store.withLock { $0.committedByRun }.map(\.day).max())
        bench.loader.store.withLock { $0.visible[partition(doubted)]?.state = .suspect }
        var silent = FakeSource.Script.every(900)
        let rows = silent.rows
        silent.rows = { $0 == doubted ? [] : rows($0) }
        let failing = FakeSource(silent)
        let report = try await bench.run([bench.job([failing], days: days, span: .seconds(86_400))])
        #expect(failing.windows.contains(Window(doubted)))
        #expect(report.status == .partial)
        #expect(bench.visible(doubted)?.state == .suspect)
        let again = try await bench.run([bench.job([FakeSource(.every(900))], days: days, span: .seconds(86_400))])
        #expect(again.status == .success)
        #expect(bench.visible(doubted)?.state == .final)
    }

    /// Lets the loader fail for some days, each by itself.
    private func refuse(_ bench: Bench, _ isRefused: @escaping @Sendable (Day) -> Bool) {
        let atCommit: @Sendable (Partition) async throws -> Void = { partition in
            if isRefused(partition.day) { throw ETLError(.files, "Could not rename", advice: "Look") }
        }
        bench.loader.store.withLock { $0.atCommit = atCommit }
    }

    @Test func aDayThatCannotBeWrittenFailsAlone() async throws {
        let bench = Bench()
        let failing = days.lowerBound.advanced(by: 1)
        refuse(bench) { $0 == failing }
        let report = try await bench.run([bench.job([FakeSource(.every(900))], days: days, span: .seconds(86_400))])
        #expect(report.results.filter { $0.error != nil }.map(\.partition.day) == [failing])
        #expect(report.status == .files)
    }

    @Test func aReportOfWhichNoDayCanBeWrittenEndsBeforeItSpendsAllItsCalls() async throws {
        let bench = Bench()
        refuse(bench) { _ in true }
        let many = Bench.day...Bench.day.advanced(by: 19)
        let source = FakeSource(.every(900))
        let report = try await bench.run([
            bench.job([source], days: many, span: .seconds(86_400)),
            bench.job([FakeSource(.every(900))], days: days, report: "next", span: .seconds(86_400)),
        ])
        #expect(source.windows.count <= 5)
        #expect(report.results.count == 23)
        #expect(report.results.allSatisfy { $0.error?.code == .files })
    }
}
