import ByteScan
import ETL
import Foundation
import PipelineFile
import Settings

/// What came of a test's rows.
struct TestOutcome {
    var rows: [JSONParts] = []
    var quarantined: [QuarantinedRow] = []
    /// What kept the rows from being written at all.
    var error: ETLError?

    /// How it differs from what the test expects, a line each; nothing if it doesn't.
    func differences(from test: TestSpec) -> [String] {
        if let error { return ["nothing was written: \(error.shown)"] }
        var lines: [String] = []
        for index in 0..<max(rows.count, test.expect.count) {
            let name = "row \(index + 1)"
            if index >= rows.count {
                lines.append("\(name): expected \(test.expect[index].shown), nothing came")
            } else if index >= test.expect.count {
                lines.append("\(name): nothing expected, \(shown(rows[index])) came")
            } else {
                lines += differences(rows[index], test.expect[index]).map { "\(name), \($0)" }
            }
        }
        for index in 0..<max(quarantined.count, test.quarantined.count) {
            let name = "quarantined \(index + 1)"
            if index >= quarantined.count {
                lines.append("\(name): expected \(test.quarantined[index].shown), nothing came")
            } else if index >= test.quarantined.count {
                lines.append("\(name): nothing expected, \(quarantined[index].shown) came")
            } else if !test.quarantined[index].holds(for: quarantined[index]) {
                lines.append("\(name): expected \(test.quarantined[index].shown), \(quarantined[index].shown) came")
            }
        }
        return lines
    }

    private func differences(_ row: JSONParts, _ expected: TestSpec.Row) -> [String] {
        expected.cells.compactMap { cell in
            guard let member = row[cell.column] else { return "\(cell.column): there is no such column" }
            return cell.value.holds(for: member)
                ? nil : "\(cell.column): expected \(cell.value.shown), \(member.shown) came"
        }
    }

    private func shown(_ row: JSONParts) -> String {
        let said = (row.members ?? []).filter { $0.value.shown != "null" }.map { "\($0.key): \($0.value.shown)" }
        return Example.shown("{ \(said.joined(separator: ", ")) }")
    }
}

extension TestSpec.Value {
    func holds(for member: JSONParts) -> Bool {
        switch self {
        case .null: member.shown == "null"
        case .text(let text): member.text == text
        case .plain(let text): member.text == text || (member.text == nil && member.shown == text)
        case .json(let json): member.shown == json || Self.isSame(member.shown, json)
        }
    }

    var shown: String {
        switch self {
        case .null: "null"
        case .text(let text): YAMLText.quoted(text)
        case .plain(let text), .json(let text): text
        }
    }

    /// Keys may stand in another order, and texts may be spelled otherwise.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let values = [left, right].map { text in
            (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) as? NSObject
        }
        guard let first = values[0], let second = values[1] else { return false }
        return first == second
    }
}

extension TestSpec.Row {
    var shown: String {
        "{ \(cells.map { "\($0.column): \($0.value.shown)" }.joined(separator: ", ")) }"
    }
}

extension TestSpec.Quarantined {
    func holds(for row: QuarantinedRow) -> Bool {
        reason == row.reason && (field == nil || field == row.field) && (value == nil || value == row.value)
    }

    var shown: String {
        reason + (field.map { " in \($0)" } ?? "") + (value.map { " (\(YAMLText.quoted($0)))" } ?? "")
    }
}

extension QuarantinedRow {
    var shown: String {
        reason + (field.map { " in \($0)" } ?? "") + (value.map { " (\(YAMLText.quoted(Example.shown($0))))" } ?? "")
    }
}

extension TestOutcome {
    /// What a test would have to expect for this to be right: of each row the columns that the test names, or all but the
    /// empty ones where it names none.
    func expectation(of test: TestSpec) -> TestRewriter.Expectation {
        let rows = rows.enumerated().map { index, row in
            let named = index < test.expect.count ? test.expect[index] : test.expect.last
            let columns = named?.cells.map(\.column) ?? []
            let members = row.members ?? []
            let wanted =
                columns.isEmpty
                ? members.filter { $0.value.shown != "null" }
                : columns.compactMap { name in members.first { $0.key == name } }
            let pairs = wanted.map { "\(YAMLText.key($0.key)): \(yaml($0.value))" }
            return pairs.isEmpty ? "{}" : "{ \(pairs.joined(separator: ", ")) }"
        }
        let quarantined = quarantined.map { row in
            var pairs = ["reason: \(row.reason)"]
            if let field = row.field { pairs.append("field: \(YAMLText.quoted(field))") }
            if let value = row.value { pairs.append("value: \(YAMLText.quoted(value))") }
            return "{ \(pairs.joined(separator: ", ")) }"
        }
        return TestRewriter.Expectation(test: test, expect: rows, quarantined: quarantined)
    }

    private func yaml(_ member: JSONParts) -> String {
        member.text.map(YAMLText.quoted) ?? YAMLText.json(member.shown)
    }
}
