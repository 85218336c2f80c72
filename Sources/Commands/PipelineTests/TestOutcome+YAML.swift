import ByteScan
import ETL
import PipelineFile
import Settings

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
