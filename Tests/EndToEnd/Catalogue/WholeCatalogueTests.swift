import ETL
import Foundation
import Testing
import Transforms
import Wolkvox

@testable import Commands

/// All reports of the catalogue, two days, both formats: every row that the simulator sent is in the files, typed.
@Suite struct WholeCatalogueTests {
    /// What became of one report.
    private struct Line {
        var report: String
        var calls = 0
        var rows = 0
        var quarantined = 0
        /// Rows that the simulator's log has.
        var logged = 0
    }

    @Test func everyReportArrivesWholeAndTypedInBothFormats() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run(rowsPerDay: 200, scenario: "volume: even\nrows_per_day: { agent_2: 200 }\n") {
            simulator in
            let place = try Workplace(server: simulator.address)
            try place.write(try pipeline(), to: "catalogue.yaml")
            var asked = 0
            for format in ["ndjson", "csv"] {
                try place.write(try pipeline(format: format), to: "catalogue.yaml")
                place.environment["OUTPUT"] = format
                try await place.succeed(["run", "catalogue.yaml"] + days.flags)
                let log = try await simulator.requests()
                let requests = log.dropFirst(asked).filter { $0.api != "token_info" }
                asked = log.count
                var lines: [Line] = []
                for report in try Catalogue.vendor.reports() {
                    let own = requests.filter { $0.api == report.name }
                    var line = Line(report: report.name, calls: own.count)
                    #expect(own.allSatisfy { $0.status == 200 && $0.complete }, "\(report.name)")
                    line.logged = own.reduce(0) { $0 + $1.rows }
                    for day in days { try await check(report, "\(day)", format, &line, place, simulator) }
                    #expect(line.logged == line.rows + line.quarantined, "\(report.name)")
                    #expect(line.rows > 0 && line.quarantined == 0, "\(report.name)")
                    lines.append(line)
                }
                #expect(lines.count == 104)
                #expect(lines.reduce(0) { $0 + $1.calls } == requests.count)
                show(lines, format)
            }
        }
    }

    /// The shipped pipeline, which asks the simulator.
    private func pipeline(format: String = "ndjson") throws -> String {
        let file = PackageFolder.root.appending(path: "pipelines/catalogue.yaml")
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        return lines.map { line in
            if line.hasPrefix("    server: ") { return "    endpoint: ${WOLKVOX_ENDPOINT}" }
            return line.contains("format: ") ? "  format: \(format)" : String(line)
        }.joined(separator: "\n") + "\n"
    }

    private func check(
        _ report: ReportDefinition, _ day: String, _ format: String, _ line: inout Line, _ place: Workplace,
        _ simulator: SimulatorProcess
    ) async throws {
        let folder = "\(format)/report=\(report.name)/source=bogota/day=\(day)"
        let manifest = try place.json("\(folder)/_manifest.json")
        let rows = try #require(manifest["rows"] as? Int)
        line.rows += rows
        line.quarantined += try #require(manifest["quarantined"] as? Int)
        let columns = try report.typedColumns().fields
        let sent = try await sent(report, day, simulator)
        #expect(sent.count == manifest["received"] as? Int, "\(report.name) on \(day)")
        let written = try await written(place.dataFile(report.name, day, in: format, format: format), columns, place)
        try #require(written.count == rows && rows == sent.count, "\(report.name) on \(day)")
        var differences: [String] = []
        for (row, values) in zip(written, sent) {
            for (text, column) in zip(row.texts, columns) where column.origin != nil {
                let expected = TypedValue.expected(values[column.origin ?? column.name], column)
                if text != expected { differences.append("\(column.name): \(text ?? "null") of \(values)") }
            }
        }
        #expect(differences == [], "\(report.name) on \(day)")
        if report.isStamped, let start = columns.firstIndex(where: { $0.name == "window_start" }) {
            #expect(Set(written.map { $0.texts[start] }) == ["\(day)T00:00:00-05:00"])
        }
    }

    /// What the simulator sends for a day, value for value of the pipeline's parameters.
    private func sent(
        _ report: ReportDefinition, _ day: String, _ simulator: SimulatorProcess
    ) async throws -> [[String: String]] {
        guard let parameter = report.parameters.first(where: \.isRequired) else {
            return try await simulator.rows(report.name, day, with: [:])
        }
        let values = parameter.acceptsAll ? ["all"] : parameter.defaultValue.map { [$0] } ?? ["0012", "0049"]
        var rows: [[String: String]] = []
        for value in values { rows += try await simulator.rows(report.name, day, with: [parameter.name: value]) }
        return rows
    }

    private func written(_ path: String, _ columns: [Field], _ place: Workplace) async throws -> [WrittenRow] {
        let text = String(decoding: try await place.unpacked(path), as: UTF8.self)
        if path.hasSuffix(".ndjson.gz") {
            return try text.split(separator: "\n").map { line in
                try #require(WrittenRow(line: String(line), columns: columns), "\(path): \(line)")
            }
        }
        let records = CSVText.records(text)
        #expect(records.first == columns.map(\.name), "\(path)")
        return try records.dropFirst().map { record in
            try #require(WrittenRow(record: record, columns: columns), "\(path): \(record)")
        }
    }

    private func show(_ lines: [Line], _ format: String) {
        var table = TextTable(
            ["report", "calls", "rows", "quarantined", "simulator's log"], numeric: [1, 2, 3, 4])
        for line in lines {
            table.add([line.report] + [line.calls, line.rows, line.quarantined, line.logged].map(\.grouped))
        }
        let total = lines.reduce(into: Line(report: "")) { total, line in
            total.calls += line.calls
            total.rows += line.rows
            total.quarantined += line.quarantined
            total.logged += line.logged
        }
        table.add(["all"] + [total.calls, total.rows, total.quarantined, total.logged].map(\.grouped))
        print("\(format), two days of \(lines.count) reports")
        for line in table.lines { print(line) }
    }
}
