import ETL

/// One run in plain words: what was asked, what came, what failed, and the command that mends it.
struct RunExplanation {
    let run: StoredRun
    /// Of the days that it did not get, those that are still not as they should be.
    let open: [Partition]
    /// The commands that ask for those.
    let fill: FillCommands

    /// The lines in at most `width` columns of a terminal; commands are never broken.
    func lines(width: Int?) -> [String] {
        DisplayWidth.folded(head + asked + came + failed, to: width) + mending
    }

    private var head: [String] {
        let how = run.isReplay ? "replayed the archive" : "ran"
        var lines = ["Run \(run.id) of pipeline \(run.pipeline)"]
        if let file = run.pipelineFile {
            lines.append("It \(how) with \(file)\(run.directory.map { " in \($0)" } ?? "").")
        }
        lines.append(
            "It began on \(TimeText.shown(run.startedAt)) UTC and took \(TimeText.duration(run.seconds)).")
        lines.append("Its exit code was \(run.exitCode): \(ExitCodeText.meaning(of: run.exitCode)).")
        return lines
    }

    private var asked: [String] {
        guard !run.endings.isEmpty else { return ["It had come to no day yet."] }
        let days = run.endings.compactMap(\.partition?.day)
        let range = days.min().flatMap { first in days.max().map { Self.days(first...$0) } } ?? ""
        let reports = Set(run.endings.map(\.report)).sorted()
        let sources = Set(run.endings.map(\.source)).sorted()
        return [
            "",
            "Asked: \(run.endings.count.counted("partition")) (\(reports.joined(separator: ", ")) of "
                + "\(sources.joined(separator: ", ")), \(range)).",
        ]
    }

    private var came: [String] {
        var calls = run.calls.total.counted("call")
        let purposes = [
            (run.calls.retry ?? 0, "retries"), (run.calls.split ?? 0, "for windows that were too large"),
            (run.calls.emptyCheck ?? 0, "to check an unlikely answer"),
        ]
        let parts = purposes.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        if !parts.isEmpty { calls += " (\(parts.joined(separator: ", ")))" }
        let quarantined = run.quarantined == 0 ? "" : ", \(run.quarantined.grouped) more in quarantine"
        var lines = [
            "Came: \(run.rows.counted("row"))\(quarantined), in \(calls); "
                + "\(RunsTable.outcomes(run.outcomes))."
        ]
        for change in run.drift {
            lines.append(
                "Differs from the definition: \(change.report) of \(change.source), \(change.field) "
                    + "(\(change.change.replacing("_", with: " ")), \(change.day)).")
        }
        return lines
    }

    /// What failed, was left or is suspect: days with one cause are one line.
    private var failed: [String] {
        let groups = FailureGroup.all(of: run)
        guard !groups.isEmpty else { return [] }
        return [""] + groups.map { "\($0.outcome.capitalizedFirst): \($0.sentence)" }
    }

    private var mending: [String] {
        guard run.endings.contains(where: \.isUnwell) else { return [] }
        guard !open.isEmpty else { return ["", "Since then all of these days were made: nothing is left to do."] }
        let days = open.count == run.endings.count(where: \.isUnwell) ? "" : " (\(open.count.grouped) still open)"
        var lines = ["", "Once the cause is gone, this asks for the days again\(days):"]
        lines += fill.commands.map { "  \($0.text)" }
        lines += fill.unknown.map {
            "  no run record names the pipeline file of \($0): run it for those days"
        }
        return lines
    }

    /// `2026-10-01 to 2026-10-03`, or one day.
    static func days(_ days: ClosedRange<Day>) -> String {
        days.lowerBound == days.upperBound ? "\(days.lowerBound)" : "\(days.lowerBound) to \(days.upperBound)"
    }
}

extension RunExplanation: VerbResult {
    private struct Document: Encodable {
        var formatVersion = 1
        var run: RunHistory.Summary
        var pipelineFile: String?
        var directory: String?
        var failed: [FailureGroup]
        /// How many of those days are still not as they should be.
        var stillOpen: Int
        var commands: [FillCommand]
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws {
        let document = Document(
            run: RunHistory.Summary(run), pipelineFile: run.pipelineFile, directory: run.directory,
            failed: FailureGroup.all(of: run), stillOpen: open.count, commands: fill.commands)
        try body(JSONOutput.text(document) + "\n")
    }
}

extension String {
    /// With its first letter in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// Days that a run did not get for one reason.
struct FailureGroup: Encodable {
    var outcome: String
    var report: String
    var source: String
    /// In their order, one at least.
    var days: [Day]
    var reason: String
    var advice: String

    /// Which days, why, and what to do. Most reasons name the report themselves.
    var sentence: String {
        let words = sentences(reason, advice)
        let names = "\(report) of \(source)"
        if days.count == 1, words.hasPrefix(names) { return words }
        let count = days.count == 1 ? "" : " (\(days.count.counted("day")))"
        return sentences("\(names), \(RunExplanation.days(days[0]...days[days.count - 1]))\(count)", words)
    }

    /// Returns the groups of a run: what needs somebody first.
    static func all(of run: StoredRun) -> [FailureGroup] {
        let unwell = run.endings.filter(\.isUnwell)
        // Days of one window have one reason; a reason that only one day has may be that of others but for the day.
        let reasons = Dictionary(grouping: unwell) { $0.reason ?? "" }.mapValues(\.count)
        var groups: [[String]: FailureGroup] = [:]
        for ending in unwell {
            guard let day = ending.partition?.day else { continue }
            var reason = ending.reason ?? ""
            if reasons[reason] == 1 { reason = reason.replacing("\(day)", with: "the day") }
            let key = [ending.outcome, ending.report, ending.source, reason, ending.advice ?? ""]
            groups[
                key,
                default: FailureGroup(
                    outcome: ending.outcome, report: ending.report, source: ending.source, days: [],
                    reason: ending.reason ?? "", advice: ending.advice ?? "")
            ].days.append(day)
        }
        for key in groups.keys { groups[key]?.days.sort() }
        let rank = ["failed": 0, "suspect": 1, "left": 2]
        return groups.values.sorted {
            (rank[$0.outcome] ?? 3, $0.report, $0.source, $0.days[0])
                < (rank[$1.outcome] ?? 3, $1.report, $1.source, $1.days[0])
        }
    }
}

/// What exit codes mean, in a few words.
enum ExitCodeText {
    /// Returns what a run with that code came to.
    static func meaning(of code: Int) -> String {
        switch ProcessStatus(exitCode: code) {
        case .success: "every day that it asked for is there"
        case .partial: "something is missing or suspect that a later run may mend"
        case .usage: "wrong usage"
        case .data: "the data failed a check"
        case .source: "the API could not be reached, kept failing or never gave a whole answer"
        case .files: "files could not be written"
        case .tryLater: "the day's calls were spent, or another process had the token"
        case .token: "the token was refused"
        case .configuration: "the pipeline file, or what it asks for, is wrong"
        case .interrupted: "it was interrupted (SIGINT)"
        case .terminated: "it was ended (SIGTERM)"
        case nil: "not one of this program's codes"
        }
    }
}
