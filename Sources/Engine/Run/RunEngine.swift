internal import ETL

/// Runs jobs: those of one lane one after another, a bounded number of lanes side by side.
struct RunEngine: Sendable {
    let context: RunContext
    let choice: DayChoice
    let lanesAtOnce: Int

    func run(_ jobs: [ReportJob], as identity: RunIdentity, into loader: any Loader) async throws -> RunReport {
        try await loader.withSession(identity) { session in
            context.observe(.begins(jobs))
            var report = await self.runLanes(jobs, session)
            report.identity = identity
            report.startedAt = identity.startedAt
            report.endedAt = context.now()
            try await session.finish(endedWell: report.endedWell)
            report.notices = await session.warnings()
            return report
        }
    }

    private func runLanes(_ jobs: [ReportJob], _ session: any LoadSession) async -> RunReport {
        var waiting = Lane.all(of: jobs)[...]
        return await withTaskGroup(of: RunReport.self) { group in
            func begin() {
                guard let lane = waiting.popFirst() else { return }
                group.addTask {
                    await context.beforeLane(lane.name)
                    let report = await Errands.withErrands { errands in
                        await self.runLane(lane.positions.lazy.map { jobs[$0] }, session: session, errands: errands)
                    }
                    context.observe(.laneEnded(lane.name))
                    return report
                }
            }
            for _ in 0..<lanesAtOnce { begin() }
            var whole = RunReport()
            while let report = await group.next() {
                whole.add(report)
                begin()
            }
            return whole
        }
    }

    private func runLane(_ jobs: some Sequence<ReportJob>, session: any LoadSession, errands: Errands) async
        -> RunReport
    {
        var report = RunReport()
        var stop: ETLError?
        for job in jobs {
            if let stop {
                report.add(job.days.map { PartitionResult(job.partition($0), .failed(stop)) })
                continue
            }
            do {
                let runner = ReportRunner(
                    job: job, session: session, context: context, choice: choice, errands: errands)
                do {
                    try await runner.run()
                } catch is CancellationError {
                    report.isInterrupted = true
                }
                report.add(runner.results)
                report.calls.add(runner.calls)
                report.nulledValues += runner.nulledValues
                if let scope = runner.stop?.scope, scope != .report { stop = runner.stop }
            } catch {
                // What keeps a job's stages from being bound.
                let failure =
                    error as? ETLError
                    ?? ETLError(
                        .configuration, scope: .report, "\(job.report) of \(job.source): \(error)",
                        remedy: .transforms)
                report.add(job.days.map { PartitionResult(job.partition($0), .failed(failure)) })
            }
            if report.isInterrupted { break }
        }
        return report
    }
}
