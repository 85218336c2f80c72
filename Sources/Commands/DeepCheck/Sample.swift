import ETL

/// The newest rows of a report, and what they show of when there are rows.
struct Sample {
    let reply: Reply
    /// The server's clock when it answered, in seconds since 1970-01-01T00:00:00Z.
    let serverTime: Int64
    /// Two hours, over by now, with many rows.
    let busiest: Window
    /// A minute that is likely to have no rows.
    let quietest: Window

    private static let day: Int64 = 86_400
    /// Reports that are tried.
    private static let mostReports = 3

    /// The most calls that a sample takes: one for each report that is tried, and one for the week.
    static func mostCalls(for reports: [AskedReport]) -> Int {
        let tried = min(mostReports, reports.count(where: \.isOfEvents))
        return tried > 0 ? tried + 1 : 0
    }

    /// The times of the rows, the oldest first.
    var times: [LocalTime] { reply.times.sorted() }

    /// Asks for rows until some come: of the last day, whichever zone the server's clock is in, then of the last week.
    ///
    /// - Throws: ``Unasked`` if none come.
    static func find(in interview: Interview) async throws -> Sample {
        guard !interview.eventReports.isEmpty else {
            throw Unasked(reason: "no report of the pipeline has rows with times")
        }
        let local = interview.zone.localTime(atInstant: interview.serverTime)
        // Zones differ by 26 hours at most, so the newest rows lie within.
        let widest = Window(first: local + -day, last: local + 26 * 3600)
        let window = widest.days.count <= interview.mostDays ? widest : Window(local.day)
        for report in interview.eventReports.prefix(mostReports) {
            if let sample = try await ask(report, window: window, interview: interview) { return sample }
        }
        if interview.mostDays > 8, let report = interview.eventReports.first {
            let week = Window(first: local + -7 * day, last: local)
            if let sample = try await ask(report, window: week, interview: interview) { return sample }
        }
        throw Unasked(reason: "no report that was asked for had rows")
    }

    /// Nil if there are no rows, or the report is refused.
    private static func ask(_ report: AskedReport, window: Window, interview: Interview) async throws -> Sample? {
        let reply: Reply
        do {
            reply = try await interview.ask(report, window)
        } catch let error as Unasked {
            if interview.stopped != nil || error.isForLackOfCalls { throw error }
            return nil
        }
        return Sample(reply, serverTime: interview.serverTime)
    }

    private init?(_ reply: Reply, serverTime: Int64) {
        let times = reply.times.sorted()
        guard let oldest = times.first, let newest = times.last else { return nil }
        self.reply = reply
        self.serverTime = serverTime
        busiest = Self.busiest(times, oldest: oldest, newest: newest)
        quietest = Self.quietest(times, newest)
    }

    /// Rows may still come for the last half hour, so the hours end before that, if there are any before it.
    private static func busiest(_ times: [LocalTime], oldest: LocalTime, newest: LocalTime) -> Window {
        var hours: [Int64: Int] = [:]
        for time in times { hours[time.seconds.flooredQuotient(by: 3600), default: 0] += 1 }
        let latest = newest + -1800
        let whole = hours.keys.filter { LocalTime(seconds: ($0 + 2) * 3600) <= latest }
        let best = whole.max { count($0, hours) < count($1, hours) || count($0, hours) == count($1, hours) && $0 > $1 }
        guard let best else { return Window(first: oldest + -60, last: newest) }
        return Window(first: LocalTime(seconds: best * 3600), last: LocalTime(seconds: (best + 2) * 3600 - 1))
    }

    private static func count(_ hour: Int64, _ hours: [Int64: Int]) -> Int {
        hours[hour, default: 0] + hours[hour + 1, default: 0]
    }

    /// A minute in the middle of the longest pause.
    private static func quietest(_ times: [LocalTime], _ newest: LocalTime) -> Window {
        let pauses = zip(times, times.dropFirst()).map { (from: $0, length: $1.seconds - $0.seconds) }
        guard let longest = pauses.max(by: { $0.length < $1.length }), longest.length > 180 else {
            // Rows without pause: long before them there may be none.
            let first = (times.first ?? newest) + -30 * day
            return Window(first: first, last: first + 59)
        }
        let first = longest.from + (longest.length / 2 - 30)
        return Window(first: first, last: first + 59)
    }
}
