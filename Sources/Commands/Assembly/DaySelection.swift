import ETL
import Engine
import PipelineFile

/// Which days a run asks for: flags before the file, in the source's own zone.
struct DaySelection {
    let window: WindowSpec
    let request: DayRequest

    /// The days of a source whose clock stands at `today`.
    func days(today: Day) throws -> ClosedRange<Day> {
        let fromFlags = request.from != nil || request.to != nil
        let last = Self.day(request.to ?? window.to, today)
        var first = Self.day(request.from ?? window.from, today)
        guard first <= last else {
            throw Failure(
                .usage, "The range ends (\(last)) before it begins (\(first))", advice: "Exchange the two days")
        }
        guard last <= today else {
            throw Failure(
                .usage, "\(last) is still to come: it is \(today) there", advice: "Ask for days up to today")
        }
        let lookback = request.lookback ?? (fromFlags ? 0 : window.lookbackDays)
        first = first.advanced(by: -lookback)
        return first...last
    }

    /// Returns the day that an expression means where it is `today`.
    static func day(_ expression: DayExpression, _ today: Day) -> Day {
        switch expression {
        case .daysAgo(let days): today.advanced(by: -days)
        case .day(let day): day
        }
    }
}
