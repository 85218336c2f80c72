internal import ETL

/// Decides what becomes of a day that was received whole.
struct DayJudge {
    /// What becomes of it.
    enum Decision {
        /// It fails; what is visible stays.
        case refuse(ETLError, drift: [Drift])
        /// Its answer is not likely, and the source is asked once more.
        case askAgain(reason: String)
        /// Its answer is not believed, and what is visible stays.
        case keep(CommittedPartition, reason: String)
        /// It is made visible; `doubt` says why its answer is not believed, if it isn't.
        case commit(PartitionOutcome, doubt: String?)
    }

    let job: ReportJob
    let session: any LoadSession
    let now: Int64

    func decide(_ day: OpenDay, attempt: Int) async throws -> Decision {
        if let error = job.quality.excess(of: day) { return .refuse(error, drift: []) }
        let partition = day.partition
        let askedAt = job.askedAt?(partition.day) ?? now
        // A day that is followed stays open until it is extracted as a whole.
        let isOver = job.stretch == nil && job.zone.localTime(atInstant: askedAt) > Window(partition.day).last
        let committed = try await own(partition.day)
        let doubt = await reasonToDoubt(day, committed: committed, isOver: isOver)
        if let doubt {
            if attempt < job.quality.unlikelyRetries { return .askAgain(reason: doubt) }
            if let committed { return .keep(committed, reason: doubt) }
        }
        let verdict = await verdict(day, isOver: isOver)
        if let error = verdict.refusal(partition) { return .refuse(error, drift: verdict.drift) }
        let outcome = PartitionOutcome(
            state: doubt != nil ? .suspect : isOver ? .final : .open, extractedAt: now, warnings: verdict.warnings,
            drift: verdict.drift, fence: job.fence?())
        return .commit(outcome, doubt: doubt)
    }

    private func reasonToDoubt(_ day: OpenDay, committed: CommittedPartition?, isOver: Bool) async -> String? {
        if let before = job.stretch?.before[day.partition.day] {
            return SliceCheck(
                before: before, received: day.rows, overlapping: day.overlapping, rules: job.quality
            ).reasonToDoubt
        }
        return PlausibilityCheck(
            committed: committed, sameWeekday: isOver ? await sameWeekdays(before: day) : [], rules: job.quality
        ).reasonToDoubt(day.kept)
    }

    private func verdict(_ day: OpenDay, isOver: Bool) async -> DayVerdict {
        var verdict = DayVerdict()
        for (expectation, breach) in day.breaches {
            verdict.add(expectation.name, action: expectation.action, breach: breach)
        }
        verdict.drift = day.drift
        // A day that goes on has fewer rows than others, and rightly so.
        guard isOver else { return verdict }
        for band in job.rowCounts {
            var earlier: [Int] = []
            for week in 1...max(1, band.weeks) {
                let committed = await weeksBefore(day.partition.day, week)
                if let committed, committed.state == .final { earlier.append(committed.received) }
            }
            if let breach = band.breach(rows: day.rows, earlier: earlier) {
                verdict.add(RowCountBand.name, action: band.action, breach: breach)
            }
        }
        return verdict
    }

    private func sameWeekdays(before day: OpenDay) async -> [Int] {
        guard day.rows == 0 else { return [] }
        var rows: [Int] = []
        for week in 1...4 {
            guard let earlier = await weeksBefore(day.partition.day, week) else { break }
            rows.append(earlier.received)
        }
        return rows
    }

    /// The same weekday some weeks before, if it can be read.
    private func weeksBefore(_ day: Day, _ weeks: Int) async -> CommittedPartition? {
        try? await own(day.advanced(by: -7 * weeks))
    }

    /// What is there of a day and belongs to the job.
    private func own(_ day: Day) async throws -> CommittedPartition? {
        let committed = try await session.committed(job.partition(day))
        return committed.flatMap { job.standing(of: $0) == .foreign ? nil : $0 }
    }
}

/// What the expectations come to for one day.
struct DayVerdict {
    private(set) var warnings: [QualityWarning] = []
    private var failures: [QualityWarning] = []
    var drift: [Drift] = []

    mutating func add(_ name: String, action: ExpectationAction, breach: Breach) {
        let finding = QualityWarning(
            expectation: name, message: breach.message, rows: breach.rows, example: breach.example)
        if action == .stop { failures.append(finding) } else { warnings.append(finding) }
    }

    /// Why the day may not be committed; nil if it may.
    func refusal(_ partition: Partition) -> ETLError? {
        guard !failures.isEmpty else { return nil }
        let list = failures.map { "\($0.expectation): \($0.message)" }.joined(separator: "; ")
        return ETLError(
            .data, "\(partition) is not as expected: \(list)",
            advice: "If that is right for this report, change the expectation, or give it the action warn")
    }
}

extension QualityRules {
    /// Why a day may not be committed whatever else comes, after a window of it was kept; nil if it may.
    func refusal(of day: OpenDay) -> ETLError? {
        let partition = day.partition
        if unknownFields == .fail, let field = day.tally.unknownField {
            let cause = "the API sends a field that the definition lacks (\(field))"
            return ETLError(
                .data, "\(partition): \(cause)", remedy: .unknownFields, cause: cause)
        }
        let quarantined = day.quarantined
        guard onInvalid == .fail, quarantined > 0 else { return nil }
        return ETLError(
            .data,
            "\(partition): \(quarantined) of \(day.rows) rows \(quarantined.choosing("doesn't fit its", "don't fit their")) definition\(example(day.tally.firstRejection))",
            remedy: .invalidRows)
    }

    /// What is wrong with a day that has too many rows in quarantine; nil if it hasn't.
    func excess(of day: OpenDay) -> ETLError? {
        guard maxQuarantined.isExceeded(by: day.quarantined, of: day.rows) else { return nil }
        return ETLError(
            .data,
            "\(day.partition): \(day.quarantined) of \(day.rows) rows would go to quarantine\(example(day.firstRejection))",
            remedy: .moreInQuarantine)
    }

    private func example(_ rejection: Rejection?) -> String {
        guard let rejection else { return "" }
        return " (the first: \(rejection.reason.rawValue)\(rejection.field.map { " in \($0)" } ?? ""))"
    }
}
