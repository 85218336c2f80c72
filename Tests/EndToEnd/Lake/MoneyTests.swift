import Foundation
import TestSupport
import Testing

@Suite struct MoneyTests {
    @Test(arguments: ["ndjson", "csv"])
    func aThousandCostsComeOutDigitForDigit(format: String) async throws {
        let day = "\(LocalDays.last(1)[0])"
        var random = SplitMix(state: 20_261_001)
        let costs = (0..<1000).map { _ in Self.cost(&random) }
        let rows = costs.enumerated().map { place, cost in
            #"{"date":"\#(day) 10:00:00","conn_id":"\#(place)","cost":"\#(cost)"}"#
        }
        let answer = ScriptedAnswer(
            #"{"code":200,"error":null,"msg":"1000 records were found","data":[\#(rows.joined(separator: ","))]}"#,
            pieceSize: 1021)
        try await ScriptedServer.run([answer]) { server in
            let place = try Workplace(server: server.address)
            let text = PipelineText(reports: "  - cdr_1", load: "{ to: output, format: \(format) }")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let lines = try await place.lines(place.dataFile("cdr_1", day, format: format))
            let found = format == "ndjson" ? lines.map(Self.costInJSON) : lines.dropFirst().map(Self.costInCSV)
            #expect(found == costs)
        }
    }

    @Test func otherSpellingsOfACostKeepTheirDigits() async throws {
        let day = "\(LocalDays.last(1)[0])"
        let spellings = [
            ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("$ 12,5", "12.5"), ("0,034", "0.034"), ("0.00", "0.00"),
            ("1,234,567", "1234567"), ("007.50", "7.50"), ("", "null"), ("-", "null"), (" ", "null"),
            ("1.234", "1.234"),
        ]
        let rows =
            spellings.map { #"{"date":"\#(day) 10:00:00","cost":"\#($0.0)"}"# }
            + [#"{"date":"\#(day) 10:00:00","cost":"1,234"}"#]
        let answer = ScriptedAnswer(
            #"{"code":"200","error":null,"msg":"12 records were found","data":[\#(rows.joined(separator: ","))]}"#)
        try await ScriptedServer.run([answer]) { server in
            let place = try Workplace(server: server.address)
            let text = PipelineText(reports: "  - cdr_1", more: "quality: { max_quarantined: 50% }")
            try place.write("\(text)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", day])
            let found = try await place.lines(place.dataFile("cdr_1", day)).map(Self.costInJSON)
            #expect(found == spellings.map(\.1))
            let quarantine = "output/_quarantine/report=cdr_1/source=bogota/day=\(day)/cdr_1-\(day).ndjson.gz"
            let refused = try await place.lines(quarantine)
            #expect(refused.count == 1)
            #expect(refused[0].contains(#""field":"cost""#) && refused[0].contains(#""1,234""#))
        }
    }

    /// Up to twenty-eight digits before the point and ten behind it: more than 38 in all are refused.
    private static func cost(_ random: inout SplitMix) -> String {
        func digits(_ count: Int) -> String {
            (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        }
        let whole = String(Int.random(in: 1...9, using: &random)) + digits(Int.random(in: 0...27, using: &random))
        let scale = Int.random(in: 0...10, using: &random)
        let sign = Int.random(in: 0..<10, using: &random) == 0 ? "-" : ""
        return sign + (Bool.random(using: &random) ? whole : "0") + (scale == 0 ? "" : "." + digits(scale))
    }

    /// What stands behind the key, up to the next comma: a number has none.
    private static func costInJSON(_ line: String) -> String {
        guard let key = line.firstRange(of: #""cost":"#) else { return "no cost" }
        return String(line[key.upperBound...].prefix { $0 != "," })
    }

    /// No other field of these rows holds a comma.
    private static func costInCSV(_ line: String) -> String {
        String(line.split(separator: ",", omittingEmptySubsequences: false)[4])
    }
}
