import Foundation
import TestSupport
import Testing

/// Rows that came outside their window, and a pipeline whose windows are narrower than a day.
@Suite struct QuarantineReplayTests {
    private static let day = "\(LocalDays.last(1)[0])"

    private static func answer(_ rows: [(id: String, time: String, cost: String)]) -> ScriptedAnswer {
        let json = rows.map { #"{"date":"\#(day) \#($0.time)","conn_id":"\#($0.id)","cost":"\#($0.cost)"}"# }
        return ScriptedAnswer(
            #"{"code":200,"error":null,"msg":"\#(rows.count) records were found","data":[\#(json.joined(separator: ","))]}"#
        )
    }

    /// The newest window's answer reaches back a second, over a row that is all right and one that is not.
    private static let answers = [
        answer([("a", "20:00:00", "0.5"), ("b", "17:59:59", "0.5"), ("c", "17:59:59", "1,234")]),
        answer([("b", "17:59:59", "0.5"), ("c", "17:59:59", "1,234"), ("d", "13:00:00", "0.5")]),
        answer([("e", "07:00:00", "1,234")]), answer([("f", "01:00:00", "0.5")]),
    ]

    @Test(arguments: ["6h", "auto"]) func everyRowIsThereOnce(span: String) async throws {
        try await ScriptedServer.run(Self.answers) { server in
            let place = try Workplace(server: server.address)
            let quality = "quality: { max_quarantined: 100% }"
            let text = "\(PipelineText(reports: "  - cdr_1", span: "6h", more: quality))"
            try place.write(text, to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", Self.day])
            let settled = "\(PipelineText(reports: "  - cdr_1", span: span, more: quality))"
                .replacing(" token:", with: " decimal_separator: \".\", token:")
            try place.write(settled, to: "settled.yaml")
            let said = try await place.succeed(["quarantine", "replay", "output", "--pipeline", "settled.yaml"])
            #expect(said.hasSuffix("2 rows went into their days, 2 stay in quarantine\n"))
            let lines = try await place.lines(place.dataFile("cdr_1", Self.day))
            let ids = lines.compactMap { $0.firstMatch(of: /"conn_id":"(.)"/).map { String($0.output.1) } }
            #expect(ids.sorted() == ["a", "b", "c", "d", "e", "f"])
            let list = try await place.succeed(["quarantine", "list", "output"])
            #expect(list.contains("outside_window") && !list.contains("ambiguous_decimal"))
            try await place.succeed(["verify", "output"])
        }
    }
}
