package import ETL
import Settings

/// A day as a pipeline file or a flag names it: `2026-10-01`, `today`, `yesterday` or `-3d`.
package enum DayExpression: Sendable, Hashable, CustomStringConvertible {
    case day(Day)
    /// A number of days before the source's local today: 0 is today, 1 yesterday.
    case daysAgo(Int)

    package static let today = DayExpression.daysAgo(0)
    package static let yesterday = DayExpression.daysAgo(1)

    private static let furthest = 36_600

    /// Reads an expression; nil when the text is none, or names a day that the calendar lacks.
    package init?(_ text: String) {
        guard let expression = try? DayExpression(parsing: text) else { return nil }
        self = expression
    }

    init(parsing text: String) throws(Complaint) {
        switch text {
        case "today": self = .today
        case "yesterday": self = .yesterday
        default:
            if text.hasPrefix("-"), text.hasSuffix("d"), text.utf8.count > 2 {
                let days = try WholeNumber.parse(text.dropFirst().dropLast())
                guard days <= Self.furthest else { throw Complaint("is more than a hundred years ago") }
                self = .daysAgo(days)
            } else if let day = Day(text) {
                self = .day(day)
            } else if text.utf8.count == 10, text.utf8.filter({ $0 == 0x2D }).count == 2 {
                throw Complaint("is not a day of the calendar; write it as in 2026-10-01")
            } else {
                throw .notThat
            }
        }
    }

    /// Whether this day is after the other one on every day on which they are read; nil when that depends on today.
    package func isAfter(_ other: DayExpression) -> Bool? {
        switch (self, other) {
        case (.day(let left), .day(let right)): left > right
        case (.daysAgo(let left), .daysAgo(let right)): left < right
        default: nil
        }
    }

    package var description: String {
        switch self {
        case .day(let day): day.description
        case .daysAgo(0): "today"
        case .daysAgo(1): "yesterday"
        case .daysAgo(let days): "-\(days)d"
        }
    }
}
