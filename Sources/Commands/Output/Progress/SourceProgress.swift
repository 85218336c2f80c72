import Engine

/// How far one source of a run has come.
struct SourceProgress: Sendable, Equatable {
    /// What it waits for.
    enum Wait: Sendable, Equatable {
        case nothing
        /// The answer for a window.
        case answer(_ window: String, since: Int64)
        /// Its turn with the token.
        case token(since: Int64)
        /// The end of a pause, after which it asks again.
        case pause(_ reason: String, until: Int64)
    }

    let source: String
    /// The report that is extracted now.
    var report = ""
    /// Days that the run is about.
    var total = 0
    /// Days that are done with, one way or another.
    var finished = 0
    /// Those of them that took no call, and say nothing of the time that others take.
    var spared = 0
    var rows = 0
    var calls = 0
    /// Calls that are left of the day's quota; nil where nobody knows.
    var callsLeft: Int?
    /// When it began; nil before that.
    var began: Int64?
    /// Whether it is at work.
    var isInFlight = false
    /// The window that is asked for.
    var window = ""
    var wait = Wait.nothing

    init(source: String) { self.source = source }

    /// Seconds until all of its days are done with, if the rest takes as long as those before; nil where none is done.
    func secondsLeft(at now: Int64) -> Int64? {
        let (asked, left) = (finished - spared, max(0, total - finished))
        guard let began, asked > 0 else { return nil }
        let (seconds, overflow) = max(0, now - began).multipliedReportingOverflow(by: Int64(left))
        return overflow ? nil : seconds / Int64(asked)
    }

    /// Takes note of how a day ended.
    mutating func finish(_ result: PartitionResult) {
        finished += 1
        switch result.outcome {
        case .resumed, .skipped: spared += 1
        default: break
        }
    }
}
