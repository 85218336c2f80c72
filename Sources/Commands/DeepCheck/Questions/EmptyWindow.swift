import ETL
import Wolkvox

/// What does an answer without rows look like, and does it count against the day's calls?
struct EmptyWindow: DeepQuestion {
    let name = "empty_window"
    private let quota = "empty_counts"

    func calls(for reports: [AskedReport]) -> Int { 3 }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        var (report, window) = (interview.reports.first, Self.anyMinute(interview))
        do {
            let sample = try await interview.sample()
            (report, window) = (sample.reply.report, sample.quietest)
        } catch let error as Unasked {
            if interview.stopped != nil { throw error }
        }
        guard let report else { throw Unasked(reason: "the pipeline has no report that can be asked for") }
        var before = true
        do { try await interview.tokenInformation() } catch is Unasked { before = false }
        let reply = try await interview.ask(report, window)
        guard case .empty(let shape) = reply.answer.outcome else {
            let reason = "the minute that was asked for had rows"
            return [.notSeen(name, reason), .notSeen(quota, reason)]
        }
        return [
            .expected(name, answer: shape.rawValue, seen: shape.words, follows: "the program takes it for no rows"),
            before ? await cost(interview) : .notSeen(quota, "the token could not be asked about"),
        ]
    }

    private static func anyMinute(_ interview: Interview) -> Window {
        let first = interview.zone.localTime(atInstant: interview.serverTime) + -86_400
        return Window(first: first, last: first + 59)
    }

    /// Compares what the server counts with what was asked in between.
    private func cost(_ interview: Interview) async -> DeepFinding {
        do { try await interview.tokenInformation() } catch {
            return .notSeen(quota, "the token could not be asked about again")
        }
        let costs = Self.costs(interview)
        guard let counts = costs.first, costs.count == 1 else {
            return .notSeen(
                quota, "the server's count of calls fits no answer; perhaps another program uses the token meanwhile")
        }
        let seen = "token_info before and after says that it \(counts ? "counts" : "does not count")"
        return counts
            ? .expected(quota, answer: "counts", seen: seen)
            : .differs(
                quota, answer: "free", seen: seen,
                follows: "the program counts it all the same, and so makes fewer calls than calls_per_day allows")
    }

    /// Whether calls without rows count: the answers that fit all counts, whether or not token_info itself counts.
    private static func costs(_ interview: Interview) -> Set<Bool> {
        let uses = interview.uses.compactMap { use in
            (use.information.callsToday ?? use.information.callsLeft.map { -$0 }).map { (after: use.after, spent: $0) }
        }
        guard uses.count == interview.uses.count, uses.count > 1 else { return [] }
        var fitting: Set<Bool> = []
        for (token, empty) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let fits = zip(uses, uses.dropFirst()).allSatisfy { earlier, later in
                let spent = interview.tally[earlier.after..<later.after].map { kind in
                    switch kind {
                    case .token: token
                    case .empty: empty
                    case .rows, .failed: 1
                    }
                }
                return later.spent - earlier.spent == spent.reduce(0, +)
            }
            if fits { fitting.insert(empty == 1) }
        }
        return fitting
    }
}

extension ProbedAnswer.EmptyShape {
    /// What it is, for people.
    fileprivate var words: String {
        switch self {
        case .notFound: "HTTP 404"
        case .notFoundInBody: "HTTP 200, and 404 as `code`"
        case .emptyList: "HTTP 200 and an empty list"
        case .emptyObject: "HTTP 200 and an empty object"
        case .withoutData: "HTTP 200 without `data`, or with null"
        }
    }
}
