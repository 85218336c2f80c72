import ETL
import FlatFiles
import Foundation
import Testing

/// Rows in quarantine, looked at and tried again.
@Suite struct QuarantineTests {
    private static let day = LocalDays.last(7).first { $0.weekday != 0 } ?? LocalDays.last(1)[0]
    private static let ambiguous = "rules:\n  - do: { malformed: { field: cost, value: \"1,234\", every: 7 } }\n"
    private static let hiding = """
        transform:
          - mask: { fields: [telephone], keep_last: 4 }
          - hash: { fields: [customer_id], key: "${PII_KEY}" }
        quality: { max_quarantined: 100% }
        """
    private static let key = "k3y-of-many-w0rds"

    private static func pipeline(_ format: String, to output: String = "output") -> String {
        "\(PipelineText(reports: "  - cdr_1", load: "{ to: \(output), format: \(format) }", more: hiding))"
    }

    /// A workplace with a day that has rows in quarantine, and beside it the day as it would be without any.
    private static func prepare(
        _ format: String, _ body: (Workplace, SimulatorProcess) async throws -> Void
    ) async throws {
        try await SimulatorProcess.run(rowsPerDay: 300, scenario: ambiguous) { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["PII_KEY"] = key
            try place.write(pipeline(format), to: "pipeline.yaml")
            for (name, output) in [("mended.yaml", "output"), ("calm.yaml", "calm")] {
                try place.write(
                    pipeline(format, to: output).replacing(" token:", with: " decimal_separator: \".\", token:"),
                    to: name)
            }
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(day)"])
            try await place.succeed(["run", "calm.yaml", "--day", "\(day)"])
            try await body(place, simulator)
        }
    }

    private static func manifest(_ place: Workplace, in output: String = "output") throws -> [String: Any] {
        try place.json("\(output)/report=cdr_1/source=bogota/day=\(day)/_manifest.json")
    }

    private static func number(_ manifest: [String: Any], _ key: String) -> Int { manifest[key] as? Int ?? -1 }

    @Test func listAndShowTellWhatIsThere() async throws {
        try await Self.prepare("ndjson") { place, _ in
            let quarantined = Self.number(try Self.manifest(place), "quarantined")
            #expect(quarantined > 10)
            let list = try await place.succeed(["quarantine", "list", "output"])
            let line = try #require(list.split(separator: "\n").last)
            #expect(
                line.split(separator: " ").prefix(6) == [
                    "cdr_1", "bogota", "\(Self.day)", "ambiguous_decimal", "cost", "\(quarantined)",
                ])
            #expect(
                try await place.succeed(["quarantine", "list", "output", "--report", "cdr_3"]).split(separator: "\n")
                    .count == 1)

            let show = try await place.run(["quarantine", "show", "output", "--limit", "2"])
            #expect(show.status == 0)
            let heading = "cdr_1 of bogota on \(Self.day): ambiguous_decimal in cost (\"1,234\")"
            #expect(show.output.split(separator: "\n").count { $0 == heading } == 2)
            #expect(show.errors.contains("\(quarantined - 2) more"))
            let lines = try await place.succeed(["quarantine", "show", "output", "--json", "--limit", "0"])
            #expect(lines.split(separator: "\n").count == quarantined)
            let none = try await place.succeed(["quarantine", "show", "output", "--reason", "wrong_type"])
            #expect(none.isEmpty)
            #expect(try await place.run(["quarantine", "show", "output", "--day", "soon"]).status == 64)
        }
    }

    /// What a run would have written had the pipeline been right at once, hidden values included, and no call more.
    @Test(arguments: ["ndjson", "csv"]) func whatNowFitsGoesWhereItBelongs(format: String) async throws {
        try await Self.prepare(format) { place, simulator in
            let before = try Self.manifest(place)
            let calls = try await simulator.requests().count
            let said = try await place.succeed(["quarantine", "replay", "output", "--pipeline", "mended.yaml"])
            let quarantined = Self.number(before, "quarantined")
            #expect(said.hasSuffix("\(quarantined) rows went into their days, 0 stay in quarantine\n"))
            #expect(try await simulator.requests().count == calls)

            let after = try Self.manifest(place)
            #expect(Self.number(after, "received") == Self.number(before, "received"))
            #expect(Self.number(after, "quarantined") == 0)
            #expect(Self.number(after, "rows") == Self.number(after, "received"))
            #expect(after["extracted_at"] as? String == before["extracted_at"] as? String)
            #expect(try await place.run(["verify", "output"]).status == 0)
            #expect(place.files(below: "output/_quarantine") == [])

            let file = place.dataFile("cdr_1", "\(Self.day)", format: format)
            let calm = place.dataFile("cdr_1", "\(Self.day)", in: "calm", format: format)
            let (rows, wanted) = (try await place.lines(file), try await place.lines(calm))
            #expect(rows.sorted() == wanted.sorted())
            let times = { (lines: [String]) in
                lines.compactMap { $0.firstMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)?.output }
            }
            #expect(times(rows) == times(wanted))

            let again = try await place.succeed(["quarantine", "replay", "output", "--pipeline", "mended.yaml"])
            #expect(again.hasSuffix("0 rows went into their days, 0 stay in quarantine\n"))
        }
    }

    @Test func whatStillDoesNotFitStays() async throws {
        try await Self.prepare("ndjson") { place, _ in
            let before = try place.snapshot("output")
            let said = try await place.succeed(["quarantine", "replay", "output", "--pipeline", "pipeline.yaml"])
            #expect(said.contains(" 0 rows went into their days") || said.contains("\n0 rows went into their days"))
            #expect(try place.snapshot("output") == before)
        }
    }

    /// A field that the pipeline hides only now is hidden in the rows that come and in those that stay.
    @Test func whatIsHiddenSinceIsHiddenNow() async throws {
        try await Self.prepare("ndjson") { place, _ in
            let more = Self.hiding.replacing("[telephone]", with: "[telephone, agent_name]")
            let mended = try place.text("mended.yaml").replacing(Self.hiding, with: more)
            try place.write(mended, to: "more.yaml")
            try await place.succeed(["quarantine", "replay", "output", "--pipeline", "more.yaml"])
            let lines = try await place.lines(place.dataFile("cdr_1", "\(Self.day)"))
            let added = lines.filter { $0.contains(#""cost":1.234"#) || $0.contains(#""cost":1234"#) }
            #expect(!added.isEmpty)
            let names = added.compactMap { $0.firstMatch(of: /"agent_name":"([^"]*)"/)?.output.1 }
            #expect(names.allSatisfy { $0.hasPrefix("*") })
        }
    }

    /// Killed before any step of the commit, and done again: all rows are there, once.
    @Test(arguments: [
        "writeManifest", "writeIntent", "publishIntent", "renameData", "removeQuarantine", "renameManifest",
        "syncDirectories", "writeJournal", "removeIntent",
    ])
    func aKillLosesNothing(step: String) async throws {
        try await Self.prepare("ndjson") { place, _ in
            let replay = ["quarantine", "replay", "output", "--pipeline", "mended.yaml"]
            place.environment["WOLKVOX_ETL_KILL_AT"] = "\(step):1"
            let killed = try await place.run(replay)
            #expect(killed.status == 128 + SIGKILL)
            place.environment["WOLKVOX_ETL_KILL_AT"] = nil
            let half = try Self.manifest(place)
            #expect(Self.number(half, "received") == Self.number(half, "rows") + Self.number(half, "quarantined"))
            try await place.succeed(replay)
            // A commit that was written down is finished by whoever comes next, also where nothing is left to replay.
            if try Self.number(Self.manifest(place), "quarantined") > 0 { try await place.succeed(replay) }
            let rows = try await place.lines(place.dataFile("cdr_1", "\(Self.day)"))
            let wanted = try await place.lines(place.dataFile("cdr_1", "\(Self.day)", in: "calm"))
            #expect(rows.sorted() == wanted.sorted())
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test func aPipelineWithOtherColumnsIsRefused() async throws {
        try await Self.prepare("ndjson") { place, _ in
            let mended = try place.text("mended.yaml").replacing("quality: {", with: "quality: { unknown_fields: drop,")
            try place.write(mended, to: "narrow.yaml")
            let before = try place.snapshot("output")
            let outcome = try await place.run(["quarantine", "replay", "output", "--pipeline", "narrow.yaml"])
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("was written with other columns"))
            #expect(try place.snapshot("output") == before)
        }
    }
}
