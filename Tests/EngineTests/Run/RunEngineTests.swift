import ETL
import Synchronization
import Testing

@testable import Engine

@Suite struct RunEngineTests {
    private let bench = Bench()
    private let days = Bench.day...Bench.day.advanced(by: 9)

    @Test func oneWideCallFillsManyDays() async throws {
        let source = FakeSource(.every(3600))
        let report = try await bench.run([bench.job([source], days: days)])
        #expect(report.status == .success)
        #expect(source.windows == [Window(days: days)])
        #expect(report.results.count == 10)
        for day in days {
            #expect(bench.visible(day)?.rows.count == 24)
            #expect(bench.visible(day)?.windows.map(\.window) == [Window(day)])
        }
    }

    @Test func rowsStandNewestFirstWhateverTheWindows() async throws {
        let wide = FakeSource(.every(600))
        _ = try await bench.run([bench.job([wide], days: days)])
        let other = Bench()
        _ = try await other.run([other.job([FakeSource(.every(600))], days: days, span: .seconds(5000))])
        for day in days { #expect(bench.visible(day)?.rows == other.visible(day)?.rows) }
    }

    @Test(arguments: [100, 700, 2000, 10_000])
    func aDayBeyondTheCapArrivesWhole(cap: Int) async throws {
        let source = FakeSource(.every(7, cap: cap))
        let report = try await bench.run([bench.job([source], cap: cap)])
        #expect(report.status == .success)
        let midnight = Int64(Bench.day.number) * 86_400
        let expected = stride(from: Int64(0), to: 86_400, by: 7).map { midnight + $0 }.reversed()
        #expect(bench.visible()?.rows == expected.map(String.init))
        #expect((bench.visible()?.windows ?? []).allSatisfy { $0.rows < cap })
    }

    /// 173,000 rows under a cap of 60,000, a hundred times smaller; and other shares.
    @Test(arguments: [(1728, 599, 4), (864, 800, 3), (864, 500, 4), (864, 100, 11)])
    func callsStayNearTheBestPossible(rows: Int, cap: Int, most: Int) async throws {
        let source = FakeSource(.every(Int64(86_400 / rows), cap: cap))
        #expect(try await bench.run([bench.job([source], cap: cap)]).status == .success)
        #expect(bench.visible()?.rows.count == rows)
        #expect(source.windows.count <= most, "\(source.windows.count)")
    }

    @Test func quietDaysCostOneCall() async throws {
        let source = FakeSource(.every(172))
        _ = try await bench.run([bench.job([source], days: Bench.day...Bench.day.advanced(by: 30))])
        #expect(source.windows.count == 1)
    }

    @Test func aSecondThatNeverFitsFailsItsDayByNameAndNothingElse() async throws {
        var script = FakeSource.Script(rows: { day in day == Bench.day ? Array(repeating: 500, count: 20) : [7] })
        script.cap = 10
        let report = try await bench.run([bench.job([FakeSource(script)], days: days, cap: 10)])
        #expect(report.status == .partial)
        let failed = report.results.filter { $0.error != nil }
        #expect(failed.map(\.partition.day) == [Bench.day])
        #expect(failed.first?.error?.message.contains("one second") == true)
        #expect(failed.first?.error?.message.contains("00:08:20") == true)
        #expect(bench.visible() == nil)
        #expect(bench.visible(days.upperBound)?.rows.count == 1)
    }

    @Test func totalsAreAskedForOneDayACall() async throws {
        let source = FakeSource(.every(40_000), limits: ExtractLimits(grain: .total))
        _ = try await bench.run([bench.job([source], days: days)])
        #expect(source.windows == days.reversed().map { Window($0) })
    }

    @Test func severalValuesFollowOneAnother() async throws {
        let sources = ["x", "y"].map { FakeSource(.every(30_000), label: $0) }
        _ = try await bench.run([bench.job(sources, days: days)])
        let rows = try #require(bench.visible()?.rows)
        #expect(rows.map { $0.first } == ["x", "x", "x", "y", "y", "y"])
        #expect(sources.map(\.windows.count) == [1, 1])
    }

    @Test func aFailedValueFailsThePartition() async throws {
        var script = FakeSource.Script.every(30_000)
        script.failures = [Window(days: days): ETLError(.source, "broken", advice: "Wait")]
        let report = try await bench.run([bench.job([FakeSource(.every(30_000)), FakeSource(script)], days: days)])
        #expect(report.status == .source)
        #expect(bench.loader.store.withLock { $0.visible.isEmpty })
    }

    @Test func rowsOutsideTheWindowGoToQuarantine() async throws {
        var script = FakeSource.Script.every(3600)
        script.strays = ["1970-01-01 00:00:00"]
        let report = try await bench.run([
            bench.job([FakeSource(script)], quality: QualityRules(maxQuarantined: Share(1, of: 10)))
        ])
        #expect(report.status == .success)
        #expect(bench.visible()?.quarantined == ["stray"])
        #expect(bench.visible()?.windows.first?.rows == 25)
        #expect(bench.visible()?.windows.first?.quarantined == 1)
    }

    @Test func tooManyQuarantinedRowsKeepADayBack() async throws {
        var script = FakeSource.Script.every(864)
        let first = Int64(Bench.day.number) * 86_400
        script.flawed = [first, first + 864]
        let report = try await bench.run([bench.job([FakeSource(script)])])
        #expect(report.status == .data)
        #expect(report.results.first?.error?.message.contains("2 of 100 rows") == true)
        #expect(bench.visible() == nil)
        script.flawed = [first]
        #expect(try await bench.run([bench.job([FakeSource(script)])]).status == .success)
    }

    @Test func onInvalidFailKeepsADayBackAndAsksForNoMoreOfIt() async throws {
        var script = FakeSource.Script.every(864)
        script.flawed = [Int64(Bench.day.number) * 86_400 + 86_400 - 864]
        let source = FakeSource(script)
        let report = try await bench.run([
            bench.job([source], span: .seconds(3600), quality: QualityRules(onInvalid: .fail))
        ])
        #expect(report.status == .data)
        #expect(source.windows.count == 1)
        #expect(bench.visible() == nil)
    }

    @Test func unknownFieldsFailADayWhereTheFileSaysSo() async throws {
        var script = FakeSource.Script.every(864)
        script.unknown = [Int64(Bench.day.number) * 86_400]
        let report = try await bench.run([
            bench.job([FakeSource(script)], quality: QualityRules(unknownFields: .fail))
        ])
        #expect(report.status == .data)
        #expect(report.results.first?.error?.message.contains("(surprise)") == true)
    }

    @Test func aRefusedTokenStopsItsLaneAndNoOther() async throws {
        var script = FakeSource.Script.every(3600)
        script.before = { _, _ in throw ETLError(.token, scope: .token, "refused", advice: "Make a new one") }
        let after = FakeSource(.every(3600))
        let other = FakeSource(.every(3600))
        let report = try await bench.run([
            bench.job([FakeSource(script)], report: "one"), bench.job([after], report: "two"),
            bench.job([other], report: "three", lane: "b"),
        ])
        #expect(report.status == .token)
        #expect(after.windows.isEmpty)
        #expect(other.windows.count == 1)
        #expect(bench.visible(report: "three") != nil)
    }

    /// Each source waits in its answer until as many are at work as may be, so that more of them would be seen.
    @Test(.timeLimit(.minutes(5)), arguments: [1, 3, 50])
    func noMoreLanesAreAtWorkThanMayBe(most: Int) async throws {
        let atWork = Mutex((now: 0, most: 0))
        var script = FakeSource.Script.every(3600)
        script.before = { _, _ in
            atWork.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            while atWork.withLock({ $0.most }) < min(most, 12) {
                try Task.checkCancellation()
                await Task.yield()
            }
            for _ in 0..<20 { await Task.yield() }
            atWork.withLock { $0.now -= 1 }
        }
        let jobs = (0..<12).map { bench.job([FakeSource(script)], report: "r\($0)", lane: "\($0)") }
        let report = try await bench.run(jobs, lanesAtOnce: most)
        #expect(atWork.withLock { $0.most } == min(most, 12))
        #expect(report.results.count == 12 && report.status == .success)
    }

    /// What is done before a lane is done once, and not while its turn has not come.
    @Test func eachLaneIsPreparedWhenItsTurnComes() async throws {
        let events = Mutex<[String]>([])
        var context = bench.context
        context.beforeLane = { lane in events.withLock { $0.append("before \(lane)") } }
        var script = FakeSource.Script.every(3600)
        script.before = { _, _ in events.withLock { $0.append("call") } }
        let jobs = ["a", "b"].flatMap { lane in
            ["x", "y"].map { bench.job([FakeSource(script)], report: "\($0)\(lane)", lane: lane) }
        }
        _ = try await Pipeline(name: "test", jobs: jobs, loader: bench.loader)
            .run(Pipeline.Options(lanesAtOnce: 1), in: context)
        #expect(events.withLock { $0 } == ["before a", "call", "call", "before b", "call", "call"])
    }

    @Test func threeFailuresInARowStopTheLane() async throws {
        var script = FakeSource.Script.every(3600)
        script.before = { _, _ in throw ETLError(.source, "down", advice: "Wait") }
        let source = FakeSource(script)
        let report = try await bench.run([bench.job([source], days: days, span: .seconds(86_400))])
        #expect(source.windows.count == 3)
        #expect(report.results.count == 10)
        #expect(report.status == .source)
    }

    @Test func missingOnlyLeavesFinalDaysAlone() async throws {
        _ = try await bench.run([bench.job([FakeSource(.every(3600))], days: Bench.day...Bench.day)])
        let source = FakeSource(.every(3600))
        _ = try await bench.run([bench.job([source], days: Bench.day...Bench.day.advanced(by: 1))], missingOnly: true)
        #expect(source.windows == [Window(Bench.day.advanced(by: 1))])
    }

    @Test func aDayThatIsNotOverIsOpen() async throws {
        let bench = Bench(daysLater: 0)
        _ = try await bench.run([bench.job([FakeSource(.every(3600))])])
        #expect(bench.visible()?.state == .open)
    }
}
