import ETL
import Foundation

/// Days in Bogotá, which never changes its clocks, counted back from today.
enum LocalDays {
    static var today: Day { Day(number: Int32((Int(Date().timeIntervalSince1970) - 5 * 3600) / 86_400)) }

    /// That many days in a row, all of them over for sure, whatever the hour: the newest that are working days, for
    /// reports have few rows at a weekend, or none. More than five cannot all be.
    static func last(_ count: Int) -> [Day] {
        let spans = (2...8).map { back in (0..<count).map { today.advanced(by: $0 - count - back + 1) } }
        return spans.first { $0.allSatisfy { 1...5 ~= $0.weekday } } ?? spans[0]
    }

    /// The last weekday of its kind (0 is Sunday) that is over for sure.
    static func last(weekday: Int) -> Day {
        last(7).first { $0.weekday == weekday } ?? today
    }
}

extension [Day] {
    /// The flags that ask for them.
    var flags: [String] { isEmpty ? [] : ["--from", "\(self[0])", "--to", "\(self[count - 1])"] }
}
