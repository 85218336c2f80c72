import ETL
import Foundation

/// Days in Bogotá, which never changes its clocks, counted back from today.
enum LocalDays {
    static var today: Day { Day(number: Int32((Int(Date().timeIntervalSince1970) - 5 * 3600) / 86_400)) }

    /// So many days, the last of them the day before yesterday: over for sure, whatever the hour.
    static func last(_ count: Int) -> [Day] {
        (0..<count).map { today.advanced(by: $0 - count - 1) }
    }

    /// The last weekday of its kind (0 is Sunday) that is over for sure.
    static func last(weekday: Int) -> Day {
        let candidates = last(7)
        return candidates.first { $0.weekday == weekday } ?? candidates[0]
    }
}

extension [Day] {
    /// The flags that ask for them.
    var flags: [String] { isEmpty ? [] : ["--from", "\(self[0])", "--to", "\(self[count - 1])"] }
}
