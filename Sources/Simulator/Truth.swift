/// What the server would send for a whole day of a report, with no cap and no faults.
package struct Truth: Codable, Sendable, Equatable {
    package let api: String
    package let day: String
    package let rows: Int
    /// Sum of `cost`, exact; nil where the report has none.
    package let costSum: String?
    /// Sum of `count`; nil where the report has none.
    package let countSum: Int?
    /// The field whose different values are counted.
    package let distinctField: String
    /// Different values of that field, not counting those that mean nothing (`""`, a blank, `-`).
    package let distinct: Int

    private enum CodingKeys: String, CodingKey {
        case api, day, rows, distinct
        case costSum = "cost_sum"
        case countSum = "count_sum"
        case distinctField = "distinct_field"
    }
}

extension Truth {
    init(report: any Report, day: LocalDay, selection: Selection) {
        let fields = report.fields
        let distinctField = ["session_id", "conn_id", "customer_id"].first(where: fields.contains) ?? fields[0]
        let (keyAt, costAt, countAt) = (
            fields.firstIndex(of: distinctField) ?? 0, fields.firstIndex(of: "cost"), fields.firstIndex(of: "count")
        )
        var row = RowValues()
        var values: Set<String> = []
        var (tenThousandths, count) = (0, 0)
        for place in 0..<selection.count {
            selection.fill(place, &row)
            values.insert(row.text(keyAt))
            if let costAt { tenThousandths += Self.tenThousandths(row.text(costAt)) }
            if let countAt { count += Int(row.text(countAt)) ?? 0 }
        }
        self.init(
            api: report.name, day: day.text, rows: selection.count,
            costSum: costAt.map { _ in
                "\(tenThousandths / 10_000).\(LocalDay.padded(tenThousandths % 10_000, 4))"
            },
            countSum: countAt.map { _ in count }, distinctField: distinctField,
            distinct: values.subtracting(["", " ", "-"]).count)
    }

    private static func tenThousandths(_ cost: String) -> Int {
        let parts = cost.split(separator: ".")
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        let scaled = decimals + String(repeating: "0", count: 4 - decimals.count)
        return (Int(parts[0]) ?? 0) * 10_000 + (Int(scaled) ?? 0)
    }
}
