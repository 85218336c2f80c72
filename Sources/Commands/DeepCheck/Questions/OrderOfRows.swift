import ETL

/// Are rows sent newest first, and in the same order twice?
struct OrderOfRows: DeepQuestion {
    let name = "order"

    func calls(for reports: [AskedReport]) -> Int { 1 }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        let report = try await interview.sample().reply.report
        let first = try await interview.busyHours(of: report)
        let times = first.times
        guard Set(times).count > 2 else {
            return [.notSeen(name, of: report.name, "\(times.count.counted("row")) of two hours show no order")]
        }
        let second = try await interview.ask(report, first.window)
        let rows = times.count.counted("row")
        if Self.inCommon(first, second) != Self.inCommon(second, first) {
            return [differs(report, answer: "changing", seen: "\(rows) came in another order the second time")]
        }
        let pairs = zip(times, times.dropFirst())
        if pairs.allSatisfy(>=) {
            return [
                .expected(name, of: report.name, answer: "newest_first", seen: "\(rows), newest first, the same twice")
            ]
        }
        if pairs.allSatisfy(<=) {
            return [differs(report, answer: "oldest_first", seen: "\(rows), oldest first, the same twice")]
        }
        return [differs(report, answer: "unsorted", seen: "\(rows) in no order of time, the same twice")]
    }

    /// The rows of a reply that another one has too, in its order.
    private static func inCommon(_ reply: Reply, _ other: Reply) -> [Int] {
        let known = Set(other.rows.marks)
        return reply.rows.marks.filter(known.contains)
    }

    private func differs(_ report: AskedReport, answer: String, seen: String) -> DeepFinding {
        .differs(
            name, of: report.name, answer: answer, seen: seen,
            follows: "the program sorts the rows of each window, newest first; nothing is to be set")
    }
}
