import ETL
import Engine
import PipelineFile
import Wolkvox

/// A round under way.
struct RoundWork {
    let assembly: JobAssembly
    let lanes: [FollowRound.Lane]
    let watch: DateWatch
    let gates: TokenLanes
    let world: RunContext
    let runID: String
    var follower: Follower
    var outcome = FollowRound.Outcome()

    private var spec: PipelineSpec { assembly.spec }
    private var sources: [(spec: SourceSpec, settings: SourceSettings)] { lanes.flatMap(\.sources) }

    /// The clock of a source's server.
    private func clock(of source: SourceSpec) throws -> FollowClock {
        let now = world.now()
        return FollowClock(
            zone: try assembly.rules(of: source, around: now), now: now,
            behind: follower.notes.sources[source.name]?.behind ?? 0)
    }

    // MARK: Slices

    /// Asks for what is new of all reports.
    mutating func followAll(isTakenUp: Bool) async throws {
        var clocks: [String: FollowClock] = [:]
        for source in sources { clocks[source.spec.name] = try clock(of: source.spec) }
        var jobs = try assembly.jobs(of: sources, over: watch, lanes: gates)
        for position in jobs.indices {
            guard let clock = clocks[jobs[position].source] else { continue }
            let stretch = try await stretch(of: jobs[position], at: clock)
            jobs[position].stretch = stretch
            jobs[position].days = stretch.days
        }
        if isTakenUp { jobs = try await withoutThoseJustMade(jobs) }
        // Another name than that of a run, so that neither drops what the other has begun.
        let pipeline = Pipeline(name: "\(spec.name) (follow)", jobs: jobs, loader: try assembly.openLake())
        let report = try await pipeline.run(
            .init(fresh: true, runID: runID, lanesAtOnce: spec.tokensAtOnce), in: world)
        outcome.report.add(report)
        for (source, settings) in sources {
            guard let clock = clocks[source.name] else { continue }
            follower.followed(source.name, at: clock, behind: watch.behind(settings.baseURL))
        }
    }

    /// The jobs but for those whose day was committed less than half a round ago.
    private func withoutThoseJustMade(_ jobs: [ReportJob]) async throws -> [ReportJob] {
        let (lake, recently) = (try assembly.openLake(), world.now() - follower.cadence.every / 2)
        var left: [ReportJob] = []
        for job in jobs {
            let manifest = try await lake.manifest(of: job.partition(job.days.upperBound))
            let isMade = manifest?.state == .open && manifest?.wasExtracted(since: recently) == true
            if !isMade { left.append(job) }
        }
        return left
    }

    private func stretch(of job: ReportJob, at clock: FollowClock) async throws -> Stretch {
        guard job.bringsSlices, let provenance = job.provenance else {
            return follower.daySoFar(of: job.source, at: clock)
        }
        let lake = try assembly.openLake()
        var before: [Day: LastSlice] = [:]
        for day in [clock.yesterday, clock.today] {
            before[day] = try await lake.lastSlice(of: job.partition(day), by: provenance)
        }
        return follower.slice(of: job.source, at: clock, before: before)
    }

    /// Decides when the next round of a lane begins.
    mutating func pace(_ lane: FollowRound.Lane, callsLeft: [String: Int]) {
        guard let (source, settings) = lane.sources.first, let clock = try? clock(of: source) else { return }
        let left = lane.sources.compactMap { callsLeft[$0.spec.name] }.min()
        let unclosed = lane.sources.filter { !follower.isClosed(clock.yesterday, of: $0.spec.name) }
        let closing = (spec.window.lookbackDays + 1) * unclosed.count * spec.reports.count
        let every = follower.cadence.every
        var pace = FollowPace(
            every: every, callsLeft: left, callsOfRound: 1, reserve: closing, untilMidnight: clock.untilMidnight)
        let wait = follower.cadence.closeAfter - clock.sinceMidnight
        if !unclosed.isEmpty, wait > 0 { pace.untilClosing = wait }
        // A round that asked for the day so far, or again and again, says little of those to come.
        let usual = 2 * lane.sources.count * spec.reports.count
        follower.ended(lane.name, calls: min(watch.calls(of: settings.token), usual)) { calls in
            pace.callsOfRound = calls
            return pace
        }
        guard pace.isSpread, let left else { return }
        outcome.spread.append(
            "\(lane.name): \(left.counted("call")) left until midnight, so the next round begins "
                + "\(Self.minutes(pace.interval)) after this one instead of \(Self.minutes(every))")
    }

    private static func minutes(_ seconds: Int64) -> String {
        Int((seconds + 59) / 60).counted("minute")
    }

    // MARK: Closing

    /// Extracts the days that are due as a whole, as a run would: sources whose days are the same together, for a run of other
    /// days drops what one that failed has begun.
    mutating func closeAll() async throws {
        var due: [ClosedRange<Day>: [(spec: SourceSpec, settings: SourceSettings)]] = [:]
        for source in sources {
            let clock = try clock(of: source.spec)
            guard let days = follower.daysToClose(of: source.spec.name, at: clock) else { continue }
            if try await isClosedAlready(days, of: source.spec, at: clock) {
                try await close(days, of: source.spec)
            } else {
                due[days, default: []].append(source)
            }
        }
        for (days, sources) in due where !outcome.report.isInterrupted { try await extract(days, of: sources) }
    }

    private mutating func extract(
        _ days: ClosedRange<Day>, of sources: [(spec: SourceSpec, settings: SourceSettings)]
    ) async throws {
        var closing = assembly
        closing.scope.sources = sources.map(\.spec.name)
        closing.scope.days = DayRequest(from: .day(days.lowerBound), to: .day(days.upperBound), lookback: 0)
        let jobs = try closing.jobs(of: sources, over: watch, lanes: gates)
        let report = try await Pipeline(name: spec.name, jobs: jobs, loader: try assembly.lake())
            .run(.init(runID: runID, lanesAtOnce: spec.tokensAtOnce), in: world)
        outcome.report.add(report)
        guard !report.isInterrupted else { return }
        for source in sources.map(\.spec) {
            let failed = report.results.filter { $0.partition.source == source.name && $0.error != nil }
            if failed.isEmpty {
                try await close(days, of: source)
            } else {
                let isLeft = failed.allSatisfy(\.outcome.isLeft)
                follower.failedToClose(source.name, at: try clock(of: source), isLeft: isLeft)
            }
        }
        if report.endedWell { try await closing.pruneArchive() }
    }

    /// The days of a source are final: what was kept apart of them is removed.
    private mutating func close(_ days: ClosedRange<Day>, of source: SourceSpec) async throws {
        if let lake = assembly.apartLake() {
            for report in try assembly.reports() {
                for day in days {
                    try await lake.remove(Partition(report: report.name, source: source.name, day: day))
                }
            }
        }
        follower.closed(days.upperBound, of: source.name)
    }

    /// Whether a run has extracted the days since they were due to be closed.
    private func isClosedAlready(_ days: ClosedRange<Day>, of source: SourceSpec, at clock: FollowClock) async throws
        -> Bool
    {
        let due = clock.zone.instant(of: LocalTime(clock.today)) + follower.cadence.closeAfter
        let lake = try assembly.lake()
        for report in try assembly.reports() {
            let provenance = try assembly.provenance(of: report, source)
            for day in days {
                let partition = Partition(report: report.name, source: source.name, day: day)
                guard let manifest = try await lake.manifest(of: partition), manifest.state == .final,
                    provenance.standing(of: manifest.provenance) == .current, manifest.wasExtracted(since: due)
                else { return false }
            }
        }
        return true
    }
}
