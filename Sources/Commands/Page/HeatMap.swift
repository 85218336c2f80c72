import ETL

/// Days as squares: a column for each week, a row for each weekday, a shape for each state.
struct HeatMap {
    private static let pitch = 12
    private static let margin = (left: 34, top: 16)
    private static let weeksAcross = 53
    private static let levels = 4

    let days: [DayStatus]
    let text: PageText

    /// What a template draws: size, labels, and a path for each kind of square.
    var fields: [String: Any] {
        guard let first = days.first?.partition.day, let last = days.last?.partition.day else { return [:] }
        let monday = first.advanced(by: -Self.weekday(first))
        let weeks = monday.distance(to: last) / 7 + 1
        let bands = (weeks + Self.weeksAcross - 1) / Self.weeksAcross
        let columns = min(weeks, Self.weeksAcross)
        var paths: [String: String] = [:]
        let most = days.lazy.compactMap(\.rows).max() ?? 0
        for day in days {
            let (x, y) = Self.place(of: day.partition.day, since: monday)
            paths[Self.name(of: day, most: most), default: ""] += Self.mark(day.status, x: x, y: y)
        }
        let (width, height) = (Self.margin.left + columns * Self.pitch, bands * Self.bandHeight)
        // Few weeks are drawn larger.
        let scale = weeks > 27 ? 100 : 150
        return [
            "width": width, "height": height, "shown_width": width * scale / 100, "shown_height": height * scale / 100,
            "paths": paths.sorted { $0.key < $1.key }.map { Self.path($0.key, $0.value) },
            "labels": labels(monday: monday, first: first, last: last, bands: bands),
        ]
    }

    /// The paths of a legend: each state with its square.
    static func legend(_ text: PageText) -> [[String: Any]] {
        DayStatus.Status.allCases.map { status in
            path(status == .there ? "there4" : status.rawValue, mark(status, x: 1, y: 1))
                .merging(["name": text.state(status)]) { $1 }
        }
    }

    /// A path of a kind, with the colours that it has where no style applies.
    private static func path(_ kind: String, _ path: String) -> [String: Any] {
        ["kind": kind, "d": path, "fill": fills[kind] ?? "none", "stroke": strokes[kind] ?? "none"]
    }

    private static let fills = [
        "there1": "#9ecae9", "there2": "#5fa3d3", "there3": "#2a74b0", "there4": "#0b4a83", "empty": "#59636e",
        "open": "#2a74b0", "stale": "#59636e", "suspect": "#a15c00",
    ]
    private static let strokes = [
        "missing": "#b3261e", "failed": "#b3261e", "damaged": "#b3261e", "foreign": "#a15c00",
    ]

    private static var bandHeight: Int { margin.top + 7 * pitch + 6 }

    /// 0 for Monday to 6 for Sunday.
    private static func weekday(_ day: Day) -> Int { (day.weekday + 6) % 7 }

    private static func place(of day: Day, since monday: Day) -> (x: Int, y: Int) {
        let week = monday.distance(to: day) / 7
        return (
            margin.left + week % weeksAcross * pitch,
            week / weeksAcross * bandHeight + margin.top + weekday(day) * pitch
        )
    }

    /// The kind of square: days that are there are darker the more rows they have.
    private static func name(of day: DayStatus, most: Int) -> String {
        guard day.status == .there else { return day.status.rawValue }
        return "there\(min(levels, 1 + (day.rows ?? 0) * levels / (most + 1)))"
    }

    /// The shape of a state at a place; states differ in shape, not in colour alone.
    private static func mark(_ status: DayStatus.Status, x: Int, y: Int) -> String {
        switch status {
        case .there: "M\(x) \(y)h10v10h-10z"
        case .empty: "M\(x + 3) \(y + 3)h4v4h-4z"
        case .open: "M\(x) \(y)v10h10z"
        case .stale: "M\(x + 5) \(y)l5 5-5 5-5-5z"
        case .suspect: "M\(x + 5) \(y)l5 10h-10z"
        case .missing: "M\(x + 1) \(y + 1)h8v8h-8z"
        case .failed: "M\(x + 1) \(y + 1)l8 8m0-8l-8 8"
        case .damaged: "M\(x + 5) \(y)v10m-5-5h10"
        case .foreign: "M\(x) \(y + 5)l5-5 5 5-5 5z"
        }
    }

    private func labels(monday: Day, first: Day, last: Day, bands: Int) -> [[String: Any]] {
        var labels: [[String: Any]] = []
        let names = text.word("Mon Wed Fri", "lun mié vie").split(separator: " ")
        for band in 0..<bands {
            for (place, name) in names.enumerated() {
                let y = band * Self.bandHeight + Self.margin.top + place * 2 * Self.pitch + 9
                labels.append(["x": 0, "y": y, "label": String(name)])
            }
        }
        let months = text.word(
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "ene feb mar abr may jun jul ago sep oct nov dic"
        ).split(separator: " ")
        var isFirst = true
        let labelled = (first...last).filter { $0.date.day == 1 || $0 == first }
        for day in labelled {
            // The label of a month that is cut off would run into the next one's.
            if day.date.day > 1, labelled.contains(where: { $0.date.day == 1 }) { continue }
            let (x, y) = Self.place(of: day, since: monday)
            let name = months[day.date.month - 1]
            labels.append([
                "x": x, "y": y - Self.weekday(day) * Self.pitch - 5,
                "label": isFirst || day.date.month == 1 ? "\(name) \(day.date.year)" : String(name),
            ])
            isFirst = false
        }
        return labels
    }
}
