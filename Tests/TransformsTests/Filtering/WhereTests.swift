import ETL
import Foundation
import TestSupport
import Testing
import Transforms

@Suite struct WhereTests {
    /// Which of the sound rows stay, by their numbers.
    private func kept(_ condition: Condition) throws -> [Int] {
        let batch = try Columns.run([Where(condition)])
        return (0..<batch.count).filter { batch.isKept($0) }
    }

    /// Rows 3 and 4 are in quarantine, whatever is asked.
    @Test(arguments: [
        (Condition.isOneOf("id", ["1", "A"]), [0, 5]), (.not(.isOneOf("id", ["1"])), [1, 2, 5]),
        (.isNull("cost"), [2]), (.not(.isNull("day")), [0, 1, 5]), (.startsWith("note", "\"q"), [1]),
        (.startsWith("note", "a -"), [0]), (.isOneOf("note", ["tab\tend"]), [5]),
        (.compares("cost", .lessThan, "7.0"), [1]), (.compares("cost", .atMost, "7.0"), [1, 5]),
        (.compares("cost", .moreThan, "7"), [0]), (.compares("cost", .atLeast, "-0.50"), [0, 1, 5]),
        (.compares("count", .atLeast, "3"), [0, 2]), (.isOneOf("cost", ["12.5", "+7"]), [0, 5]),
        (.compares("date", .lessThan, "2026-10-01 09:30:00"), [0]),
        (.compares("date", .atMost, "20261001093000"), [0, 1]),
        (.compares("date", .atMost, "2026-10-01"), [0, 1, 5]), (.compares("date", .moreThan, "2026-10-01"), [2]),
        (.isOneOf("date", ["2026-10-02"]), [2]), (.compares("day", .lessThan, "2026-10-01"), [1]),
        (.isOneOf("day", ["20261001"]), [0, 5]), (.all([.isNull("day"), .isNull("cost")]), [2]),
        (.any([.isNull("cost"), .isOneOf("id", ["1"])]), [0, 2]), (.not(.compares("cost", .lessThan, "7")), [0, 2, 5]),
    ])
    func rowsStayForWhichItHolds(_ condition: Condition, _ rows: [Int]) throws {
        #expect(try kept(condition) == rows)
    }

    @Test func rowsThatAreLeftOutAreNeitherWrittenNorRejectedLater() throws {
        let batch = try Columns.run([
            Where(.isOneOf("id", ["1"])), Cast(fields: ["note"], to: .integer, zone: Typing.bogota),
        ])
        #expect((0..<batch.count).filter { batch.isLeftOut($0) } == [1, 2, 5])
        #expect(batch.rejections.map(\.row) == [3, 4, 0])
        #expect(batch.count == Columns.rows.count)
    }

    @Test(arguments: [
        (Condition.isNull("nobody"), "nobody"), (.startsWith("cost", "1"), "cost"),
        (.compares("id", .lessThan, "1"), "id"), (.compares("count", .lessThan, "x"), "x"),
        (.isOneOf("date", ["2026-13-01"]), "2026-13-01"), (.isNull("_extra"), "_extra"),
        (.all([.isNull("id"), .any([.isNull("gone")])]), "gone"),
    ])
    func whatCannotBeAskedIsRefused(_ condition: Condition, _ subject: String) {
        #expect(Columns.refusal(Where(condition))?.subject == subject)
    }

    /// Exact decimals are compared as Foundation compares them.
    @Test(arguments: 0..<30)
    func decimalsCompareByTheirValue(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        func number() -> String {
            let whole = String(Int.random(in: -12...12, using: &random))
            let digits = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                String([0, 0, 1, 5].randomElement(using: &random) ?? 0)
            }
            return digits.isEmpty ? whole : "\(whole).\(digits.joined())"
        }
        let values = (0..<40).map { _ in number() }
        let bound = number()
        let rows = values.map { #"{"date":"2026-10-01 08:00:00","cost":"\#($0)"}"# }
        let limit = try #require(Decimal(string: bound))
        for comparison in Condition.Comparison.allCases {
            let batch = try Columns.run([Where(.compares("cost", comparison, bound))], rows: rows)
            for (row, value) in values.enumerated() {
                let decimal = try #require(Decimal(string: value))
                let holds =
                    switch comparison {
                    case .lessThan: decimal < limit
                    case .atMost: decimal <= limit
                    case .moreThan: decimal > limit
                    case .atLeast: decimal >= limit
                    }
                #expect(batch.isKept(row) == holds, "\(value) \(comparison.rawValue) \(bound), seed \(seed)")
            }
        }
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Where(.any([.compares("cost", .atLeast, "1"), .isNull("id")])))
    }
}
