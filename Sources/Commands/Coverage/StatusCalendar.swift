import ETL

/// The days as a calendar: month by month a line for each report and source, with a column for each day.
struct StatusCalendar {
    private static let gap = "  "
    private static let daysOfLongestMonth = 31

    private let tables: [(table: RunHistory.Table, days: [DayStatus])]

    init(_ tables: [(table: RunHistory.Table, days: [DayStatus])]) { self.tables = tables }

    private struct Month: Hashable, Comparable {
        var year: Int
        var month: Int

        init(_ day: Day) { (year, month) = (day.date.year, day.date.month) }

        var name: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

        static func < (left: Month, right: Month) -> Bool { (left.year, left.month) < (right.year, right.month) }
    }

    /// The lines; the names have lines of their own where a terminal of `width` columns has no room for both.
    func lines(width: Int?) -> [String] {
        var months: [Month: [(table: RunHistory.Table, signs: [Character])]] = [:]
        for (table, days) in tables {
            for (month, days) in Dictionary(grouping: days, by: { Month($0.partition.day) }) {
                var signs = [Character](repeating: " ", count: Self.daysOfLongestMonth)
                for day in days { signs[day.partition.day.date.day - 1] = day.status.sign }
                months[month, default: []].append((table, signs))
            }
        }
        let reports = tables.map { DisplayWidth.columns($0.table.report) }.max() ?? 0
        let sources = tables.map { DisplayWidth.columns($0.table.source) }.max() ?? 0
        let names = max("2026-10".count, reports + Self.gap.count + sources)
        let isWide = width.map { names + Self.gap.count + Self.daysOfLongestMonth <= $0 } ?? true
        let blocks = months.sorted { $0.key < $1.key }.map { month, rows in
            let margin = isWide ? names + Self.gap.count : Self.gap.count
            var lines = isWide ? [] : [month.name]
            func add(_ name: String, _ signs: String) {
                let start = DisplayWidth.padded(isWide ? name : "", to: margin)
                lines.append(DisplayWidth.trimmed(start + signs))
            }
            add(month.name, Self.tens)
            add("", Self.units)
            for (table, signs) in rows {
                let name = DisplayWidth.padded(table.report, to: reports) + Self.gap + table.source
                if !isWide { lines.append(DisplayWidth.trimmed(name)) }
                add(name, String(signs))
            }
            return lines
        }
        return Array(blocks.joined(separator: [""])) + (blocks.isEmpty ? [] : [""]) + legend(width)
    }

    private static let tens = (1...daysOfLongestMonth).map { $0 % 10 == 0 ? "\($0 / 10)" : " " }.joined()
    private static let units = (1...daysOfLongestMonth).map { "\($0 % 10)" }.joined()

    private func legend(_ width: Int?) -> [String] {
        let text = DayStatus.Status.allCases.map { "\($0.sign) \($0.rawValue)" }
        var lines: [String] = []
        for item in text {
            if let last = lines.last, width.map({ last.count + Self.gap.count + item.count <= $0 }) ?? true {
                lines[lines.count - 1] = last + Self.gap + item
            } else {
                lines.append(item)
            }
        }
        return lines
    }
}

extension DayStatus.Status {
    /// The sign for it in a calendar.
    var sign: Character {
        switch self {
        case .there: "+"
        case .empty: "0"
        case .open: "o"
        case .suspect: "?"
        case .stale: "~"
        case .foreign: "#"
        case .damaged: "x"
        case .missing: "-"
        case .failed: "!"
        }
    }
}
