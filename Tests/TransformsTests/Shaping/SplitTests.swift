import ETL
import TestSupport
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct SplitTests {
    @Test func partsComeBehindTheirColumn() throws {
        let batch = try Columns.run([Split(field: "note", by: "-", into: ["first", "second"])])
        #expect(batch.schema.names == ["id", "date", "day", "cost", "count", "note", "first", "second", "_extra"])
        #expect(batch.column("note")?[0] == "a - b - c")
        #expect(batch.column("first") == ["a", "\"q\" ñ", nil, "blanks", nil, "tab\tend"])
        #expect(batch.column("second") == ["b - c", nil, nil, nil, nil, nil])
    }

    /// What a person would do by hand.
    @Test(arguments: 0..<40)
    func agreesWithANaiveModel(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let separator = ["-", " - ", "::", "ñ", "aa"].randomElement(using: &random) ?? "-"
        let names = Array(["a", "b", "c"].prefix(Int.random(in: 1...3, using: &random)))
        let texts = (0..<20).map { _ in
            (0..<Int.random(in: 1...8, using: &random))
                .map { _ in [separator, "x", " ", "y\\\"", "a", "é"].randomElement(using: &random) ?? "" }.joined()
        }
        let values = texts.map { "\"\($0)\"" }
        let batch = try Typing.run(Split(field: "value", by: separator, into: names), values)
        for (row, text) in texts.enumerated() {
            let plain = text.replacing("\\\"", with: "\"")
            // A blank value and a dash alone say nothing.
            let isNothing = ["", "-"].contains(Self.trimmed(plain))
            let parts = isNothing ? [] : Self.parts(plain, separator, names.count)
            for (index, name) in names.enumerated() {
                let part = index < parts.count ? Self.trimmed(parts[index]) : ""
                #expect(
                    batch.column(name)?[row] == (part.isEmpty ? nil : part), "\(text) by \(separator), seed \(seed)")
            }
        }
    }

    @Test func aPartIsAsHiddenAsItsColumn() throws {
        let output = try Columns.schema([
            Mask(fields: ["note"]), Split(field: "note", by: "-", into: ["first"]),
        ])
        #expect(output.fields.first { $0.name == "first" }?.isHidden == true)
        #expect(
            Columns.refusal(Split(field: "note", by: "-", into: ["first"]), Mask(fields: ["note"]))?.subject == "first")
    }

    @Test(arguments: [("cost", "b", "cost"), ("note", "cost", "cost"), ("nobody", "b", "nobody")])
    func whatItCannotDoIsRefused(_ field: String, _ name: String, _ subject: String) {
        #expect(Columns.refusal(Split(field: field, by: "-", into: ["a", name]))?.subject == subject)
        #expect(Columns.refusal(Split(field: "note", by: "", into: ["a"]))?.code == .configuration)
        #expect(Columns.refusal(Split(field: "note", by: "-", into: ["a", "a"]))?.subject == "a")
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Split(field: "note", by: " ", into: ["first", "second"]))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func parts(_ text: String, _ separator: String, _ most: Int) -> [String] {
        var parts: [String] = []
        var rest = Substring(text)
        while parts.count < most - 1, let found = rest.firstRange(of: separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }
}
