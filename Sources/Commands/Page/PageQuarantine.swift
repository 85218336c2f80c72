import ETL

/// Rows in quarantine by report, reason and field, with the form of a value and never the value itself.
struct PageQuarantine {
    /// The most days that are looked into: each is a file to be read.
    static let mostDays = 400

    private struct Key: Hashable {
        var report: String
        var source: String
        var reason: String
        var field: String
    }

    private struct Count {
        var rows = 0
        var days: Set<Day> = []
        var example: String?
    }

    private let counts: [Key: Count]
    /// How many of the days with such rows were looked into, of all.
    private let looked: (days: Int, of: Int)

    /// Reads the quarantine of some days, newest first. A file that cannot be read is passed over: `verify` names it.
    init(of days: [DayStatus], in lake: any Lake) async {
        let all = days.filter { ($0.quarantined ?? 0) > 0 }.sorted { $0.partition.day > $1.partition.day }
        looked = (min(all.count, Self.mostDays), all.count)
        var counts: [Key: Count] = [:]
        for day in all.prefix(Self.mostDays) {
            try? await lake.forEachQuarantinedRow(of: day.partition) { row in
                let key = Key(report: day.report, source: day.source, reason: row.reason, field: row.field ?? "")
                counts[key, default: Count()].rows += 1
                counts[key]?.days.insert(day.partition.day)
                if counts[key]?.example == nil { counts[key]?.example = row.value.map(Example.shape) }
            }
        }
        self.counts = counts
    }

    /// What the template needs.
    func fields(_ text: PageText) -> [String: Any] {
        var fields: [String: Any] = ["quarantine": rows(text), "has_quarantine": !counts.isEmpty]
        if looked.days < looked.of {
            fields["quarantine_some"] = "\(text.number(looked.days)) / \(text.number(looked.of))"
        }
        return fields
    }

    /// The rows of a table, the most frequent first.
    private func rows(_ text: PageText) -> [[String: Any]] {
        counts.sorted {
            ($1.value.rows, $0.key.report, $0.key.source, $0.key.reason, $0.key.field)
                < ($0.value.rows, $1.key.report, $1.key.source, $1.key.reason, $1.key.field)
        }.map { key, count in
            [
                "report": key.report, "source": key.source, "reason": ShownText.line(key.reason),
                "field": Example.shown(key.field), "rows": text.number(count.rows),
                "days": text.number(count.days.count),
                "example": count.example ?? "",
            ]
        }
    }
}
