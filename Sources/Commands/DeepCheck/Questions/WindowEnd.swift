import ETL
import PipelineFile

/// Does the second of `date_end` belong to a window? The second of a known row is asked for alone, and two windows that
/// touch there are compared with one that spans them.
struct WindowEnd: DeepQuestion {
    let name = "window_end"

    /// Reports that are tried until one is found whose selecting time is known.
    private static let mostReports = 3

    func calls(for reports: [AskedReport]) -> Int { 4 }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        var reason = "no report shows the time by which it is selected"
        for report in interview.eventReports.prefix(Self.mostReports) {
            do {
                let whole = try await interview.busyHours(of: report)
                guard let field = SelectingTimes.field(of: whole), let second = Self.second(in: whole, by: field) else {
                    continue
                }
                return [try await compare(whole, at: second, by: field, interview)]
            } catch let error as Unasked {
                if interview.stopped != nil || error.isForLackOfCalls { throw error }
                reason = error.reason
            }
        }
        throw Unasked(reason: reason)
    }

    /// The second of a row in the middle.
    private static func second(in whole: Reply, by field: String) -> LocalTime? {
        let inside = whole.rows.times(of: field).filter { whole.window.first < $0 && $0 < whole.window.last }.sorted()
        return inside.isEmpty ? nil : inside[inside.count / 2]
    }

    private func compare(
        _ whole: Reply, at second: LocalTime, by field: String, _ interview: Interview
    ) async throws -> DeepFinding {
        let (report, window) = (whole.report, whole.window)
        let rows = whole.rows.count(at: second, by: field)
        let left = try await interview.ask(report, Window(first: window.first, last: second))
        let right = try await interview.ask(report, Window(first: second + 1, last: window.last))
        // A server may refuse a window that ends where it begins; those that touch show it as well.
        var alone: Reply?
        do { alone = try await interview.ask(report, Window(first: second, last: second)) } catch let error as Unasked {
            if interview.stopped != nil { throw error }
        }
        let sum = left.rows.count + right.rows.count
        let counts =
            "\(left.rows.count) and \(right.rows.count.counted("row")) of two windows that touch, \(whole.rows.count) of both"
        switch (left.rows.count(at: second, by: field), sum) {
        case (rows, whole.rows.count) where (alone?.rows.count ?? rows) == rows:
            let seen =
                alone == nil
                ? "a window brings the rows of its last second" : "the second of a known row alone brings it"
            return finding(.inclusive, interview: interview, report: report, seen: "\(seen); \(counts)")
        case (0, whole.rows.count - rows) where (alone?.rows.count ?? 0) == 0:
            return finding(
                .exclusive, interview: interview, report: report,
                seen: "the last second of a window is missing; \(counts)")
        default:
            return .notSeen(
                name, of: report.name, "the answers contradict one another (\(counts)); rows may have changed")
        }
    }

    private func finding(
        _ ends: WindowEnds, interview: Interview, report: AskedReport, seen: String
    ) -> DeepFinding {
        if ends == interview.source.ends { return .expected(name, of: report.name, answer: ends.rawValue, seen: seen) }
        return .differs(
            name, of: report.name, answer: ends.rawValue, seen: seen,
            follows: ends == .exclusive
                ? "without the key, the rows of the last second of every window are missing"
                : "with the key as it is, rows of the second after every window are sent: they go to quarantine, or count"
                    + " twice in reports that are filed by window",
            key: "ends: \(ends.rawValue)", needsAction: true)
    }
}
