import ETL
import Engine

/// The end of a run for people: rows by report and day, and what went wrong.
struct RunSummary {
    let report: RunReport
    /// The folder as the pipeline file names it.
    let directory: String
    /// What is left of today's calls, by the names of sources that have a budget.
    var callsLeft: [String: Int] = [:]
    /// How many of the partitions that failed or were left an earlier run has committed.
    var committedBefore = 0
    /// Whether it is a round of `follow`, after which others come.
    var isRound = false

    /// The table in at most `width` columns of a terminal, or as it is without one.
    func table(width: Int?) -> [String] { RunTable(report.results).lines(width: width) }

    /// One line that says what changed.
    var headline: String {
        var counts: [String: Int] = [:]
        var (rows, quarantined, leftOut, forgotten) = (0, 0, 0, 0)
        for result in report.results {
            var word: String? = result.outcome.name
            if case .committed(let committed) = result.outcome { word = committed.change?.rawValue }
            if let word { counts[word, default: 0] += 1 }
            rows += result.visible?.rows ?? 0
            quarantined += result.visible?.quarantined ?? 0
            leftOut += result.visible?.leftOut ?? 0
            forgotten += result.visible?.forgotten ?? 0
        }
        let order = ["created", "replaced", "unchanged", "resumed", "skipped", "suspect", "left", "failed"]
        let parts = order.compactMap { word in counts[word].map { "\($0) \(word)" } }
        var sums = [rows.counted("row")]
        if quarantined > 0 { sums.append("\(quarantined.grouped) in quarantine") }
        if leftOut > 0 { sums.append("\(leftOut.grouped) left out") }
        if forgotten > 0 { sums.append("\(forgotten.grouped) forgotten") }
        sums.append(report.calls.total.counted("call") + left)
        let changes = parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
        return
            "\(report.results.count.counted("partition"))\(changes); \(sums.joined(separator: ", ")), in \(directory)"
    }

    private var left: String {
        let counts = callsLeft.sorted { $0.key < $1.key }
        if counts.count == 1 { return " (\(counts[0].value.grouped) left today)" }
        let list = counts.map { "\($0.key) \($0.value.grouped)" }.joined(separator: ", ")
        return list.isEmpty ? "" : " (left today: \(list))"
    }

    /// Rows that were received and are not in the data files, a line for each report that has any. What this run did not
    /// touch is not repeated.
    var remarks: [String] {
        let touched = report.results.lazy.filter { if case .skipped = $0.outcome { false } else { true } }
        let missing = touched.filter { ($0.visible?.quarantined ?? 0) > 0 || ($0.visible?.leftOut ?? 0) > 0 }
        let reports = Dictionary(grouping: Array(missing), by: \.partition.table)
        return reports.sorted { $0.key < $1.key }.map { table, results in
            let quarantined = results.reduce(0) { $0 + ($1.visible?.quarantined ?? 0) }
            let leftOut = results.reduce(0) { $0 + ($1.visible?.leftOut ?? 0) }
            var parts: [String] = []
            if quarantined > 0 { parts.append("\(quarantined.counted("row")) in quarantine") }
            if leftOut > 0 { parts.append("\(leftOut.counted("row")) left out by `where`") }
            let days = results.map(\.partition.day).sorted()
            let when = days.count == 1 ? "on \(days[0])" : "on \(days.count) days from \(days[0])"
            let hint = quarantined > 0 ? "; see `wolkvox-etl quarantine list \(directory)`" : ""
            return "\(table): \(parts.joined(separator: ", ")) \(when)\(hint)"
        }
    }

    /// What is to be known of days that were committed, and of what the sources send: a line each.
    var warnings: [String] {
        let broken = report.results.lazy.filter { !$0.warnings.isEmpty }.flatMap { result in
            result.warnings.map { "\(result.partition): \($0.expectation): \($0.message)" }
        }
        return report.notices + broken + driftSentences(report.drift) + report.silentSources.map(\.sentence)
    }

    /// What went wrong, worst first; the first line says what happened and what to do next.
    var failure: Failure? {
        let failed = report.results.filter { $0.error != nil }
        let doubts = report.results.compactMap(doubt)
        let status = ProcessStatus(report.status)
        guard status != .success else { return nil }
        if let error = failed.compactMap(\.error).leading(status) {
            let scale = failed.count == 1 ? "" : scale(failed)
            return Failure(
                status, "\(scale)\(error.message)", advice: error.shownAdvice,
                details: rest(failed, but: error) + doubts + untouched(failed.count), cause: error.cause)
        }
        let isOne = doubts.count == 1
        let message =
            switch (isOne, isRound) {
            case (true, true): "\(doubts[0]), so the slice was refused"
            case (true, false): "\(doubts[0]), so the day is suspect"
            case (false, true): "\(doubts.count.counted("slice")) were refused"
            case (false, false): "\(doubts.count.counted("day")) are suspect"
            }
        let advice =
            isRound
            ? "The rows that are there stay; the next round asks again"
            : "Run \(isOne ? "it" : "them") again later; if the answer is right, take it with --accept-empty or "
                + "--accept-shrink"
        return Failure(status, message, advice: advice, details: isOne ? [] : doubts, cause: "suspect")
    }

    /// How many partitions failed, and how many were left for a later run.
    private func scale(_ failed: [PartitionResult]) -> String {
        let left = failed.filter(\.outcome.isLeft).count
        let all = report.results.count.counted("partition")
        let failures = failed.count - left
        if failures == 0 { return "\(left) of \(all) \(left == 1 ? "was" : "were") left. " }
        return "\(failures) of \(all) failed\(left == 0 ? "" : ", \(left) \(left == 1 ? "was" : "were") left"). "
    }

    /// The failures other than the leading one: those with one cause are one line with their count.
    private func rest(_ failed: [PartitionResult], but first: ETLError) -> [String] {
        let causes = Dictionary(grouping: failed.filter { $0.error?.cause != first.cause }) { $0.error?.cause ?? "" }
        var seen: Set<String> = []
        return failed.compactMap { result in
            guard let error = result.error, let shared = causes[error.cause], seen.insert(error.cause).inserted
            else { return nil }
            if shared.count > 1 {
                let subject = error.cause == error.message ? "" : subject(shared)
                return "\(shared.count.counted("partition"))\(subject): \(sentences(error.cause, error.shownAdvice))"
            }
            let text = sentences(error.message, error.shownAdvice)
            return text.hasPrefix("\(result.partition.table)") ? text : "\(result.partition): \(text)"
        }
    }

    /// The reports of partitions that failed for one cause, where they are few.
    private func subject(_ results: [PartitionResult]) -> String {
        let names = Set(results.map { "\($0.partition.table)" }).sorted()
        return names.count > 4 ? "" : " (\(names.joined(separator: ", ")))"
    }

    /// What became of the files of days that failed: nothing.
    private func untouched(_ failed: Int) -> [String] {
        guard committedBefore > 0 else { return [] }
        if failed == 1 { return ["An earlier run committed the day: its files are untouched."] }
        let share = committedBefore == failed ? "all " : "\(committedBefore) of the "
        let which = share + failed.counted("partition")
        return [
            "An earlier run committed \(which) that this one did not: "
                + "\(committedBefore.choosing("its files", "their files")) are untouched."
        ]
    }

    private func doubt(_ result: PartitionResult) -> String? {
        guard case .suspect(_, let reason) = result.outcome else { return nil }
        return "\(result.partition): \(reason)"
    }
}

/// How a run ended: rows by report and day for people, its record for programs.
struct RunResult: VerbResult {
    let summary: RunSummary
    var record: RunRecordText
    /// Whether people want to hear of failures alone.
    let isQuiet: Bool
    var failure: Failure?
    /// What people read after a run that went well.
    var next: [String] = []

    func lines(width: Int?) -> [String] {
        if isQuiet { return [] }
        var summary = summary
        summary.callsLeft = record.head.calls.callsLeft ?? [:]
        return summary.table(width: width) + [summary.headline] + (failure == nil ? next : [])
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws { try record.forEachPiece(body) }
}
