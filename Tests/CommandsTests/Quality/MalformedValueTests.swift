import ByteScan
import ETL
import Engine
import FlatFiles
import Foundation
import Testing

/// A value that its field should not have, and what becomes of its row.
struct Malformed: Sendable, CustomTestStringConvertible {
    let field: String
    /// The value's JSON, byte for byte.
    let json: [UInt8]
    let reason: String

    init(_ field: String, _ json: String, _ reason: String) {
        self.init(field, Array(json.utf8), reason)
    }

    init(_ field: String, _ json: [UInt8], _ reason: String) {
        (self.field, self.json, self.reason) = (field, json, reason)
    }

    var testDescription: String { "\(field): \(String(decoding: json, as: UTF8.self))" }

    static let all: [Malformed] = [
        // Timestamps: those of the row itself, and another.
        Malformed("date", #""2026-13-01 08:00:00""#, "invalid_timestamp"),
        Malformed("date", #""2026-10-01 24:00:00""#, "invalid_timestamp"),
        Malformed("date", #""01/10/2026 08:00""#, "invalid_timestamp"),
        Malformed("date", #""mañana""#, "invalid_timestamp"),
        Malformed("date", #""""#, "missing_timestamp"),
        Malformed("date", "null", "missing_timestamp"),
        Malformed("date", #""2020-01-01 00:00:00""#, "outside_window"),
        Malformed("seen", #""2026-02-30 08:00:00""#, "invalid_timestamp"),
        Malformed("seen", #"{"a":1}"#, "wrong_type"),
        Malformed("day", #""2026-02-30""#, "invalid_day"),
        // Money and minutes.
        Malformed("cost", #""1,234""#, "ambiguous_decimal"),
        Malformed("cost", #""1.2.3""#, "invalid_decimal"),
        Malformed("cost", #""¿?""#, "invalid_decimal"),
        Malformed("cost", #""12,34,56""#, "invalid_decimal"),
        Malformed("cost", "[1]", "wrong_type"),
        Malformed("cost", "true", "invalid_decimal"),
        Malformed("minutes", #""dos""#, "invalid_decimal"),
        Malformed("minutes", #""2:08""#, "invalid_decimal"),
        // Durations and percentages.
        Malformed("duration", #""00:61:00""#, "invalid_duration"),
        Malformed("duration", #""1 h""#, "invalid_duration"),
        Malformed("duration", #""-00:00:01""#, "invalid_duration"),
        Malformed("percent", #""34.64.1 %""#, "invalid_percent"),
        Malformed("percent", #""% 34""#, "invalid_percent"),
        Malformed("percent", #""a third""#, "invalid_percent"),
        // Counts and seconds.
        Malformed("count", #""12.5""#, "invalid_integer"),
        Malformed("count", #""9223372036854775808""#, "invalid_integer"),
        Malformed("count", #""1e3""#, "invalid_integer"),
        Malformed("seconds", #""75s""#, "invalid_integer"),
        Malformed("seconds", #"{"s":75}"#, "wrong_type"),
        // Channels.
        Malformed("connector_channel", "[]", "wrong_type"),
        Malformed("connector_channel", #""SMS\ud800""#, "lone_surrogate"),
        Malformed("chat_channel", #"{"kind":"web"}"#, "wrong_type"),
        // Text that is none.
        Malformed("text", [0x22, 0xFF, 0xFE, 0x22], "invalid_utf8"),
        Malformed("text", [0x22, 0xC3, 0x22], "invalid_utf8"),
        Malformed("text", [0x22, 0xC0, 0xAF, 0x22], "invalid_utf8"),
        Malformed("text", [0x22, 0x61, 0x01, 0x22], "control_character"),
        Malformed("text", [0x22, 0x61, 0x0A, 0x62, 0x22], "control_character"),
        Malformed("text", #""\udc00\ud83d""#, "lone_surrogate"),
        Malformed("free_text", #""half an emoji \ud83d""#, "lone_surrogate"),
        Malformed("free_text", [0x22, 0xED, 0xA0, 0x80, 0x22], "invalid_utf8"),
        Malformed("free_text", [0x22, 0x00, 0x22], "control_character"),
        // JSON of another kind.
        Malformed("text", #"["573001234567"]"#, "wrong_type"),
        Malformed("free_text", #"{"text":"x"}"#, "wrong_type"),
        Malformed("text", #""1","text":"2""#, "duplicate_key"),
        Malformed("text", String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000), "beyond_limits"),
        Malformed(
            "text", "{\((0..<1100).map { "\"k\($0)\":1" }.joined(separator: ","))}", "beyond_limits"),
    ]
}

@Suite struct MalformedValueTests {
    @Test func theCorpusIsLarge() { #expect(Malformed.all.count >= 40) }

    /// The row goes to quarantine with its reason and its field, as it came; its neighbours are written.
    @Test(arguments: Malformed.all) func aMalformedValueTakesItsRowAsideAndNoOther(value: Malformed) async throws {
        let marked = Corpus.row(value.field, "\u{0}").split(separator: "\u{0}", omittingEmptySubsequences: false)
        let bad = Array(marked[0].utf8) + value.json + Array(marked[1].utf8)
        let good = Array(Corpus.row().utf8)
        let landed = try await Corpus.land([good, bad, good])
        landed.expectNoneIsLost(of: 3)
        #expect(landed.rows.count == 2)
        let row = try #require(landed.quarantined.first)
        #expect(row.reason == value.reason)
        let isWhole = value.reason == "beyond_limits" && value.field == "text"
        #expect(row.field == (isWhole ? nil : value.field))
        #expect(row.isObject == !(isWhole || value.reason == "duplicate_key"))
        #expect(row.row.starts(with: Array("{\"".utf8)))
        #expect(String(validating: row.line, as: UTF8.self) != nil)
        #expect(landed.report.status == .success)
    }

    private static let structural: Set<String> = [
        "duplicate_key", "beyond_limits", "missing_timestamp", "outside_window",
    ]

    /// With `on_invalid: null` the value goes and the row stays, unless the row itself is at fault.
    @Test(arguments: Malformed.all) func underNullTheValueGoesAndTheRowStays(value: Malformed) async throws {
        let marked = Corpus.row(value.field, "\u{0}").split(separator: "\u{0}", omittingEmptySubsequences: false)
        let bad = Array(marked[0].utf8) + value.json + Array(marked[1].utf8)
        let landed = try await Corpus.land([bad], policy: .null)
        landed.expectNoneIsLost(of: 1)
        if Self.structural.contains(value.reason) || value.field == "date" {
            #expect(landed.quarantined.map(\.reason) == [value.reason])
        } else {
            #expect(landed.rows.first?[Partition.columnName(value.field)]?.shown == "null")
            #expect(landed.report.nulledValues >= 1)
        }
    }
}
