import ETL
import Engine
import PipelineFile

/// The days that are asked for. What is nil is as the pipeline file says.
struct DayRequest: Sendable, Equatable {
    /// The first day.
    var from: DayExpression?
    /// The last day.
    var to: DayExpression?
    /// How many days before the first are asked for too.
    var lookback: Int?

    /// The days of a source whose clock stands at `today`; `window` is the pipeline file's.
    func days(in window: WindowSpec, today: Day) throws -> ClosedRange<Day> {
        let last = (to ?? window.to).day(today: today)
        let first = (from ?? window.from).day(today: today)
        guard first <= last else {
            throw Failure(
                .usage, "The range ends (\(last)) before it begins (\(first))", advice: "Exchange the two days")
        }
        guard last <= today else {
            throw Failure(
                .usage, "\(last) is still to come: it is \(today) there", advice: "Ask for days up to today")
        }
        let isFromFile = from == nil && to == nil
        return first.advanced(by: -(lookback ?? (isFromFile ? window.lookbackDays : 0)))...last
    }
}

extension DayRequest {
    /// A request for one day.
    init(of day: DayExpression) { self.init(from: day, to: day) }
}

extension DayExpression {
    /// The day that is meant where it is `today`.
    func day(today: Day) -> Day {
        switch self {
        case .daysAgo(let days): today.advanced(by: -days)
        case .day(let day): day
        }
    }
}
