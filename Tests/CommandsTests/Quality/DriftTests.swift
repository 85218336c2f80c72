import ByteScan
import ETL
import Engine
import FlatFiles
import Foundation
import Testing

/// A way in which an answer's rows differ from their definition.
struct DriftCase: Sendable, CustomTestStringConvertible {
    let name: String
    let rows: [String]
    /// How many are written; the others go to quarantine.
    let written: Int
    let reasons: Set<String>
    let drift: [String]
    /// What `_extra` holds in the first row that is written.
    var extra: String?

    var testDescription: String { name }

    private static let row = Corpus.row()

    private static func adding(_ members: String) -> String { "{\(members),\(row.dropFirst())" }

    static let all = [
        DriftCase(
            name: "a new field", rows: [row, adding(#""queue":"north""#)], written: 2, reasons: [],
            drift: ["new_field queue north"]),
        DriftCase(
            name: "a new field that holds an object", rows: [adding(#""tags":{"a":[1,2]}"#)], written: 1, reasons: [],
            drift: [#"new_field tags {"a":[1,2]}"#], extra: #"{"tags":{"a":[1,2]}}"#),
        DriftCase(
            name: "a field that is gone", rows: [Corpus.row("count", nil), Corpus.row("count", nil)], written: 2,
            reasons: [], drift: ["vanished_field count"]),
        DriftCase(
            name: "the time is gone", rows: [Corpus.row("date", nil)], written: 0, reasons: ["missing_timestamp"],
            drift: ["vanished_field date"]),
        DriftCase(
            name: "a field with another name",
            rows: [row.replacing(#""count":"#, with: #""counts":"#)], written: 1, reasons: [],
            drift: ["new_field counts 12", "vanished_field count"], extra: #"{"counts":"12"}"#),
        DriftCase(
            name: "a field in another case", rows: [row.replacing(#""cost":"#, with: #""Cost":"#)], written: 1,
            reasons: [], drift: ["new_field Cost 0.0345", "vanished_field cost"], extra: #"{"Cost":"0.0345"}"#),
        DriftCase(
            name: "a text that became a number", rows: [Corpus.row("text", "573001234567")], written: 1, reasons: [],
            drift: []),
        DriftCase(
            name: "a number that became an object", rows: [Corpus.row("cost", #"{"amount":"1","currency":"COP"}"#)],
            written: 0, reasons: ["wrong_type"], drift: []),
        DriftCase(
            name: "a time in another form", rows: [Corpus.row("date", #""10/01/2026 8:15 AM""#), row], written: 1,
            reasons: ["invalid_timestamp"], drift: []),
        DriftCase(
            name: "money with another separator", rows: [Corpus.row("cost", #""1,234""#), row], written: 1,
            reasons: ["ambiguous_decimal"], drift: []),
        DriftCase(
            name: "rows that became lists", rows: [#"["a","b"]"#, row], written: 1, reasons: ["not_an_object"],
            drift: []),
        DriftCase(
            name: "keys in another order",
            rows: ["{\(row.dropFirst().dropLast().split(separator: ",").reversed().joined(separator: ","))}"],
            written: 1, reasons: [], drift: []),
    ]
}

@Suite struct DriftTests {
    @Test(arguments: DriftCase.all) func everyRowIsAccountedForAndTheDifferenceTold(drift: DriftCase) async throws {
        let landed = try await Corpus.land(drift.rows.map { Array($0.utf8) })
        landed.expectNoneIsLost(of: drift.rows.count)
        #expect(landed.rows.count == drift.written)
        #expect(Set(landed.quarantined.map(\.reason)) == drift.reasons)
        let told = landed.report.drift.map { met in
            ([met.drift.change.rawValue, met.drift.field] + [met.drift.example].compactMap { $0 })
                .joined(separator: " ")
        }
        #expect(told == drift.drift)
        #expect((landed.manifest?.schemaHistory ?? []).map(\.field) == landed.report.drift.map(\.drift.field))
        if let extra = drift.extra { #expect(landed.rows.first?["_extra"]?.shown == extra) }
    }

    @Test func droppedFieldsAreToldToo() async throws {
        let row = Array("{\"queue\":\"north\",\(Corpus.row().dropFirst())".utf8)
        let landed = try await Corpus.land([row], unknownFields: .drop)
        landed.expectNoneIsLost(of: 1)
        #expect(landed.report.drift.map(\.drift) == [Drift(.newField, field: "queue", example: "north")])
        #expect(landed.rows.first?["_extra"] == nil)
    }

    @Test func underFailTheDayIsKeptBackAndTheFieldNamed() async throws {
        let row = Array("{\"queue\":\"north\",\(Corpus.row().dropFirst())".utf8)
        let landed = try await Corpus.land([row], unknownFields: .fail)
        #expect(landed.manifest == nil)
        #expect(landed.report.status == .data)
        #expect(landed.report.results.first?.error?.message.contains("(queue)") == true)
    }
}
