internal import ETL

/// Ending days.
extension ReportRunner {
    /// Takes a day of which nothing is left to ask for out of the work in hand.
    func setAside(_ day: Day, _ work: inout DayWork, _ attempt: Int) {
        guard let writer = work.writers.removeValue(forKey: day) else { return }
        whole.append(
            WholeDay(
                day: day, writer: writer, kept: work.kept[day] ?? [], checks: work.checks[day],
                firstRejection: work.firstRejection[day], attempt: attempt))
    }

    /// Begins to commit the days that are whole, one after another.
    func completeWholeDays() async throws {
        while !whole.isEmpty {
            try await settle()
            let day = whole.removeFirst()
            do {
                try await complete(day)
            } catch let error as ETLError where error.endsDaysAlone {
                failInFiles(day.day, error)
            }
        }
    }

    /// Commits the days that are whole, to the last.
    func finishWholeDays() async throws {
        try await completeWholeDays()
        try await settle()
    }

    /// Waits for the commit on its way, if there is one.
    func settle() async throws {
        guard let commit = committing.take() else { return }
        do {
            let written = try await commit.ending.value
            unwrittenInARow = 0
            let outcome = commit.doubt.map { PartitionResult.Outcome.suspect(written, reason: $0) }
            finish(
                commit.day, outcome ?? .committed(written), warnings: commit.verdict.warnings,
                drift: commit.verdict.drift)
        } catch let error as ETLError where error.endsDaysAlone {
            failInFiles(commit.day, error)
        }
    }

    /// Gives up the days that are whole, but for the commit on its way.
    func abandonWholeDays() async {
        try? await settle()
        for day in whole { try? await day.writer.abandon(keepingProgress: true) }
        whole = []
    }

    func complete(_ work: WholeDay) async throws {
        let (day, writer, kept) = (work.day, work.writer, work.kept)
        let partition = job.partition(day)
        if let error = job.quality.excess(partition, kept, work.firstRejection) {
            try await writer.abandon(keepingProgress: false)
            return fail(day, error)
        }
        let isOver = job.zone.localTime(atInstant: context.now()) > Window(day).last
        let committed = try await own(day)
        let likelihood = Likelihood(
            committed: committed, sameWeekday: isOver ? await sameWeekdays(before: day, kept) : [],
            rules: job.quality)
        let doubt = likelihood.doubt(kept)
        if let doubt, work.attempt < job.quality.unlikelyRetries {
            try await writer.abandon(keepingProgress: false)
            doubts.append(Doubt(day: day, reason: doubt, attempt: work.attempt))
        } else if let doubt, let committed {
            try await writer.abandon(keepingProgress: false)
            try await session.markSuspect(partition)
            finish(day, .suspect(committed, reason: doubt))
        } else {
            let verdict = try await judge(day, kept, work.checks, isOver: isOver)
            if let error = verdict.refusal(partition) {
                try await writer.abandon(keepingProgress: false)
                return fail(day, error, drift: verdict.drift)
            }
            let state: PartitionState = doubt != nil ? .suspect : isOver ? .final : .open
            let pending = try await writer.beginCommit(
                PartitionOutcome(
                    state: state, extractedAt: context.now(), warnings: verdict.warnings, drift: verdict.drift))
            committing = Committing(day: day, verdict: verdict, doubt: doubt, pending)
        }
    }

    func judge(
        _ day: Day, _ kept: [KeptWindow], _ checks: DayChecks?, isOver: Bool
    ) async throws -> DayVerdict {
        var verdict = DayVerdict()
        for (expectation, breach) in checks?.breaches ?? [] {
            verdict.add(expectation.name, expectation.action, breach)
        }
        verdict.drift = checks?.drift ?? []
        // A day that goes on has fewer rows than others, and rightly so.
        guard isOver else { return verdict }
        let rows = kept.reduce(0) { $0 + $1.rows }
        for band in job.rowCounts {
            var earlier: [Int] = []
            for week in 1...max(1, band.weeks) {
                let committed = await weeksBefore(day, week)
                if let committed, committed.state == .final { earlier.append(committed.received) }
            }
            if let breach = band.breach(rows: rows, earlier: earlier) {
                verdict.add(RowCountBand.name, band.action, breach)
            }
        }
        return verdict
    }

    func sameWeekdays(before day: Day, _ kept: [KeptWindow]) async -> [Int] {
        guard kept.allSatisfy({ $0.rows == 0 }) else { return [] }
        var rows: [Int] = []
        for week in 1...4 {
            guard let earlier = await weeksBefore(day, week) else { break }
            rows.append(earlier.received)
        }
        return rows
    }

    /// The same weekday some weeks before, if it can be read.
    private func weeksBefore(_ day: Day, _ weeks: Int) async -> CommittedPartition? {
        try? await own(day.advanced(by: -7 * weeks))
    }

    /// Fails a day that could not be written; the report ends where several in a row cannot be, for the rest would
    /// spend its calls in vain.
    func failInFiles(_ day: Day, _ error: ETLError) {
        fail(day, error)
        guard error.code == .files else { return }
        unwrittenInARow += 1
        guard unwrittenInARow == Self.failuresBeforeStop, stop == nil else { return }
        stop = error
        stop?.scope = .report
    }

    func fail(_ day: Day, _ error: ETLError, drift: [Drift] = []) {
        finish(day, .failed(error), drift: drift)
    }

    func finish(
        _ day: Day, _ outcome: PartitionResult.Outcome, warnings: [QualityWarning] = [], drift: [Drift] = []
    ) {
        let result = PartitionResult(job.partition(day), outcome, warnings: warnings, drift: drift)
        results.append(result)
        context.observe(.finished(result))
    }

}
