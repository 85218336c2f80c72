import ETL

/// What the page shows of one report of one source.
struct PageReport {
    /// The most stretches of days that are named in a description.
    private static let mostNamed = 12

    let table: RunHistory.Table
    let days: [DayStatus]
    let text: PageText
    /// Whether each day has a line in the table, rather than each month.
    let isListed: Bool

    /// What the template needs.
    func fields(anchor: String) -> [String: Any] {
        let gaps = days.count(where: \.status.isGap)
        let chart = BarChart(
            days.map { .init(day: $0.partition.day, value: $0.rows, isTypical: $0.visible == .there) })
        let latest = days.last { $0.rows != nil }?.day ?? text[.never]
        let stretches = stretches
        var map = HeatMap(days: days, text: text).fields
        map["said"] = said(stretches)
        return [
            "anchor": anchor, "report": table.report, "source": table.source,
            "there": text.number(days.count { $0.status == .there }),
            "empty": text.number(days.count { $0.status == .empty }),
            "gaps": text.number(gaps), "rows": text.number(days.total(\.rows)),
            "quarantined": text.number(days.total(\.quarantined)), "latest": latest, "map": map, "bars": chart.pieces,
            "bars_said": barsSaid(chart), "bars_caption": caption(chart), "has_exceptions": !stretches.isEmpty,
            "exceptions": stretches.map { ["range": Self.shown($0.days), "state": text.state($0.status)] },
            "list": isListed ? listedDays : listedMonths,
            "period": text[isListed ? .day : .month],
        ]
    }

    /// Days in a row that are in one state, other than there and empty.
    private var stretches: [(status: DayStatus.Status, days: ClosedRange<Day>)] {
        var stretches: [(status: DayStatus.Status, days: ClosedRange<Day>)] = []
        for day in days where day.status != .there && day.status != .empty {
            let date = day.partition.day
            if let last = stretches.last, last.status == day.status, last.days.upperBound.advanced(by: 1) == date {
                stretches[stretches.count - 1].days = last.days.lowerBound...date
            } else {
                stretches.append((day.status, date...date))
            }
        }
        return stretches
    }

    private static func shown(_ days: ClosedRange<Day>) -> String {
        days.lowerBound == days.upperBound ? "\(days.lowerBound)" : "\(days.lowerBound) … \(days.upperBound)"
    }

    /// What the calendar shows, in words.
    private func said(_ stretches: [(status: DayStatus.Status, days: ClosedRange<Day>)]) -> String {
        let named = stretches.prefix(Self.mostNamed).map { "\(text.state($0.status)): \(Self.shown($0.days))" }
        let more = stretches.count > Self.mostNamed ? ["…"] : []
        let range = days.first.flatMap { first in days.last.map { "\(first.day) … \($0.day)" } } ?? ""
        return ([range, text.states(of: days)] + named + more).joined(separator: "; ")
    }

    private func barsSaid(_ chart: BarChart) -> String {
        let words = "\(text[.rows_a_day]): \(table.report), \(table.source); \(caption(chart))"
        let unusual = chart.unusual.suffix(Self.mostNamed).map { "\($0.day): \(text.number($0.value ?? 0))" }
        return ([words] + unusual).joined(separator: "; ")
    }

    /// The largest value, and how many days are not as usual.
    private func caption(_ chart: BarChart) -> String {
        let most = text.word("most", "máximo")
        let unusual = chart.unusual.count
        let outside = text.word(
            "\(text.days(unusual)) outside the usual band", "\(text.days(unusual)) fuera de la franja usual")
        return "\(text[.rows_a_day]), \(most) \(text.number(chart.most)); "
            + "\(text[.usual_band]); \(outside)"
    }

    private var listedDays: [[String: Any]] {
        days.reversed().map { day in
            [
                "when": day.day, "state": text.state(day.status), "rows": day.rows.map(text.number) ?? "",
                "quarantined": day.quarantined.map(text.number) ?? "",
            ]
        }
    }

    private var listedMonths: [[String: Any]] {
        Dictionary(grouping: days) { String($0.day.prefix(7)) }.sorted { $0.key > $1.key }.map { month, days in
            [
                "when": month, "state": text.states(of: days), "rows": text.number(days.total(\.rows)),
                "quarantined": text.number(days.total(\.quarantined)),
            ]
        }
    }
}

extension [DayStatus] {
    /// The sum of a number that days may have.
    func total(_ number: (DayStatus) -> Int?) -> Int { reduce(0) { $0 + (number($1) ?? 0) } }
}
