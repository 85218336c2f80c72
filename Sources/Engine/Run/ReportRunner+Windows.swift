internal import ETL

/// Asking for windows, and what becomes of them.
extension ReportRunner {
    func extract(
        _ part: Int, _ days: ClosedRange<Day>, _ work: inout DayWork, _ attempt: Int
    ) async throws {
        let extractor = job.extractors[part]
        var remaining = work.remaining(part, days)
        var purpose: CallPurpose = attempt > 0 ? .emptyCheck : .first
        while stop == nil, !isRefused, let newest = remaining.windows.last,
            let window = planner.next(in: remaining, width: learner.width(within: newest))
        {
            try Task.checkCancellation()
            context.observe(
                .asking(report: job.report, source: job.source, window: window, label: extractor.label))
            router.begin(window, writers: work.writers, checks: work.checks) { try await self.completeWholeDays() }
            do {
                var consumer = router
                let extraction = try await CallPurpose.$asked.withValue(purpose) {
                    try await extractor.extract(window, into: &consumer)
                }
                try await router.requested()
                switch extraction {
                case .complete(let tally):
                    calls.count(tally.calls, purpose)
                    if let error = router.zoneMistake(job.report, of: job.source, zone: job.zone.identifier) {
                        try await giveUp(window, error, &remaining, &work)
                        continue
                    }
                    try await keep(window, part, tally, &work)
                    remaining.remove(window)
                    try await refuse(window, &remaining, &work)
                    nulledValues += router.nulledValues
                    learner.learn(rows: tally.rows, seconds: window.length)
                    failuresInARow = 0
                    context.observe(.received(report: job.report, source: job.source, window: window, tally))
                    if part == job.extractors.count - 1 {
                        for day in window.days where remaining.intersection(Window(day)).isEmpty {
                            setAside(day, &work, attempt)
                        }
                    }
                case .tooLarge(let reason, let tally):
                    calls.count(tally.calls, purpose)
                    purpose = .split
                    try await split(window, reason, tally, &remaining, &work)
                }
            } catch let error as ETLError {
                calls.count(error.calls, purpose)
                try await giveUp(window, error, &remaining, &work)
            }
        }
    }

    func keep(
        _ window: Window, _ part: Int, _ tally: ExtractTally, _ work: inout DayWork
    ) async throws {
        for day in window.days {
            guard let writer = work.writers[day], let share = window.intersection(Window(day)) else { continue }
            let seen = router.tallies[day] ?? WindowRouter.DayTally()
            let kept = KeptWindow(
                part: part, window: share, rows: seen.rows, calls: tally.calls, quarantined: seen.quarantined)
            if let checks = work.checks[day] {
                checks.keep()
                writer.note(checks.notes)
            }
            try await writer.keep(kept)
            work.kept[day, default: []].append(kept)
            if work.firstRejection[day] == nil { work.firstRejection[day] = seen.firstRejection }
        }
    }

    /// Fails the days of a window that may not be committed whatever else comes.
    func refuse(
        _ window: Window, _ remaining: inout IntervalSet, _ work: inout DayWork
    ) async throws {
        for day in window.days where work.writers[day] != nil {
            let kept = work.kept[day] ?? []
            guard let error = job.quality.refusal(job.partition(day), kept, router.tallies[day]) else { continue }
            remaining.remove(Window(day))
            try await work.writers.removeValue(forKey: day)?.abandon(keepingProgress: false)
            fail(day, error)
        }
    }

    func split(
        _ window: Window, _ reason: String, _ tally: ExtractTally, _ remaining: inout IntervalSet,
        _ work: inout DayWork
    ) async throws {
        let seen = router.seen
        try await router.restart()
        guard let narrower = planner.narrower(than: window) else {
            let what = window.length == 1 ? "one second" : "one day, and its totals cannot be added up from less"
            let cause = "\(reason), and the window is down to \(what)"
            let error = ETLError(
                .source, "\(job.report) of \(job.source), \(window): \(cause)",
                advice: "Narrow the report by a parameter if it has one, and ask wolkvox for the rest of the day",
                cause: cause)
            return try await giveUp(window, error, &remaining, &work, isCapped: true)
        }
        learner.tooLarge(rows: tally.rows, seen: seen, narrower: narrower)
        context.observe(.split(report: job.report, source: job.source, window: window, reason: reason))
    }

    func giveUp(
        _ window: Window, _ error: ETLError, _ remaining: inout IntervalSet, _ work: inout DayWork,
        isCapped: Bool = false
    ) async throws {
        if error.code == .files { throw error }
        try await router.restart()
        if leavesToFanOut(error, isCapped: isCapped) {
            context.observe(.narrowing(report: job.report, source: job.source, window: window, reason: error.message))
            for day in window.days {
                remaining.remove(Window(day))
                if let writer = work.writers.removeValue(forKey: day) { try await leave(day, writer) }
            }
            isRefused = !isCapped
            return
        }
        for day in window.days {
            remaining.remove(Window(day))
            guard let writer = work.writers.removeValue(forKey: day) else { continue }
            try await writer.abandon(keepingProgress: true)
            fail(day, error)
        }
        failuresInARow += error.code == .source ? 1 : 0
        if error.scope != .window {
            stop = error
        } else if failuresInARow == Self.failuresBeforeStop {
            stop = ETLError(.source, scope: .token, error.message, advice: error.advice, cause: error.cause)
        }
    }
}
