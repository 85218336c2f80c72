import ETL
import Engine

/// The rows that a run brought, by report and day, for people.
struct RunTable {
    /// Lines that a person still reads; a table with a line for each day of each report has no more.
    static let mostLines = 1000
    private static let mostColumns = 8

    private let results: PartitionResults
    private let hasSeveralSources: Bool

    init(_ results: PartitionResults) {
        self.results = results
        let source = results.first?.partition.source
        hasSeveralSources = results.contains { $0.partition.source != source }
    }

    /// The table in at most `width` columns of a terminal, or as it is without one: a line for each day and a column for
    /// each report (and source). Where there are many reports, or too many for the terminal, each day of each report has
    /// a line; where that would be a thousand lines and more, each report has one.
    func lines(width: Int?) -> [String] {
        let names = Set(results.lazy.map { name($0.partition) })
        if names.count <= Self.mostColumns {
            let grid = grid(names.sorted())
            if grid.fits(width) { return grid.lines }
        }
        if results.count <= Self.mostLines { return list.lines(width: width) }
        if names.count <= Self.mostLines { return totals(as: "report", of: name).lines(width: width) }
        return totals(as: "report of all sources", of: \.report).lines(width: width)
    }

    private func grid(_ names: [String]) -> TextTable {
        var table = TextTable(["day"] + names, numeric: Set(1...max(1, names.count)))
        var cells: [Day: [String: String]] = [:]
        for result in results { cells[result.partition.day, default: [:]][name(result.partition)] = cell(result) }
        for (day, cells) in cells.sorted(by: { $0.key < $1.key }) {
            table.add(["\(day)"] + names.map { cells[$0] ?? "" })
        }
        return table
    }

    private var list: TextTable {
        var table = TextTable(["report", "day", "rows"], numeric: [2])
        let rows = results.map { (name($0.partition), $0.partition.day, cell($0)) }
        for (name, day, cell) in rows.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) { table.add([name, "\(day)", cell]) }
        return table
    }

    private func totals(as title: String, of name: (Partition) -> String) -> TextTable {
        var totals: [String: Total] = [:]
        for result in results { totals[name(result.partition), default: Total()].add(result) }
        var table = TextTable([title, "days", "rows", "of the days"], numeric: [1, 2])
        for (name, total) in totals.sorted(by: { $0.key < $1.key }) {
            table.add([name, total.days.grouped, total.rows.grouped, total.marks])
        }
        return table
    }

    private func name(_ partition: Partition) -> String {
        hasSeveralSources ? "\(partition.source)/\(partition.report)" : partition.report
    }

    private func cell(_ result: PartitionResult) -> String {
        switch result.outcome {
        case .failed: result.outcome.name
        case .suspect(let visible, _): "\((visible?.rows ?? 0).grouped) suspect"
        default: (result.visible?.rows ?? 0).grouped
        }
    }
}

/// What the days of one report came to.
private struct Total {
    private(set) var days = 0
    private(set) var rows = 0
    private var counts: [String: Int] = [:]

    mutating func add(_ result: PartitionResult) {
        days += 1
        rows += result.visible?.rows ?? 0
        switch result.outcome {
        case .committed, .resumed, .skipped: break
        case .suspect, .failed: counts[result.outcome.name, default: 0] += 1
        }
    }

    /// How many of the days did not end well: `2 failed, 1 suspect`.
    var marks: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value.grouped) \($0.key)" }.joined(separator: ", ")
    }
}
