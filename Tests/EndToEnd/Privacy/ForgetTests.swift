import ETL
import Foundation
import TestSupport
import Testing

/// People who ask to be erased are gone from all that the program has written, and stay gone.
@Suite struct ForgetTests {
    private static let days = LocalDays.last(3)
    private static let key = "a-forget-key-of-enough-bytes"
    private static var range: [String] { ["--from", "\(days[0])", "--to", "\(days[2])"] }

    private static func pipeline(format: String = "ndjson", hash: Bool = true, more: String = "") -> String {
        PipelineText(
            span: "1d", load: "{ to: output, format: \(format) }",
            more: """
                \(hash ? "transform: [{ hash: { fields: [telephone], key: \"${PII_KEY}\" } }]" : "")
                archive: { to: archive }
                forget_key: ${FORGET_KEY}
                \(more)
                """
        ).description
    }

    /// A pipeline that has run once against a simulator that stays.
    private static func extracted(
        _ pipeline: String, scenario: String? = nil, rows: Int = 60, _ body: (Workplace) async throws -> Void
    ) async throws {
        let place = try Workplace()
        try place.write(pipeline, to: "pipeline.yaml")
        try await SimulatorProcess.run(rowsPerDay: rows, scenario: scenario) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            place.environment["WOLKVOX_TOKEN"] = "a-token-of-the-simulator"
            place.environment["PII_KEY"] = "a-pii-key-of-enough-bytes"
            place.environment["FORGET_KEY"] = key
            try await place.succeed(["run", "pipeline.yaml"] + range)
            try await body(place)
        }
    }

    /// The telephones that the archive holds, every third of them.
    private static func telephones(_ place: Workplace) async throws -> [String] {
        let text = try await place.everything(below: "archive")
        let found = text.matches(of: /"telephone":"([0-9]+)"/).map { String($0.1) }
        return Set(found).sorted().enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    }

    /// Other people's values, and other fields, may hold the same digits.
    private static func expectNone(of values: [String], in place: Workplace, _ folders: [String]) async throws {
        for folder in folders {
            let text = try await place.everything(below: folder)
            let left = try await place.values(values.map { "\"telephone\":\"\($0)\"" }, standingIn: text)
            #expect(left == [], "\(folder) still has some")
        }
        let rows = try await place.everything(below: "output/report=cdr_1")
        #expect(try await place.values(values.map { ",\($0)," }, standingIn: rows) == [])
    }

    private static func isOf(_ people: [String], _ line: some StringProtocol) -> Bool {
        people.contains { line.contains("\"telephone\":\"\($0)\"") || line.contains(",\($0),") }
    }

    /// Reads the rows of all days but those of the people, as a run without them would have written them.
    private static func content(_ place: Workplace) async throws -> [String: Data] {
        var content: [String: Data] = [:]
        for path in place.files(below: "output") where path.hasSuffix(".gz") {
            content[path] = try await place.unpacked(path)
        }
        return content
    }

    @Test(arguments: ["ndjson", "csv"]) func theyAreGoneAndStayGone(format: String) async throws {
        try await Self.extracted(Self.pipeline(format: format, hash: false)) { place in
            let people = try await Self.telephones(place)
            #expect(people.count > 20)
            #expect(try await place.values(people, standingIn: try await place.everything(below: "archive")) == people)
            let before = try await Self.content(place)
            try place.write(people.joined(separator: "\n") + "\n", to: "people.txt")
            let trial = try await place.succeed([
                "forget", "pipeline.yaml", "--field", "telephone", "--values", "people.txt", "--dry-run",
            ])
            #expect(trial.contains("would go from"))
            #expect(try await Self.content(place) == before)

            try await place.succeed(
                ["forget", "pipeline.yaml", "--field", "telephone", "--values", "people.txt", "--archive", "archive"])
            try await Self.expectNone(of: people, in: place, ["output", "archive", "state"])
            let after = try await Self.content(place)
            for (path, rows) in before where path.contains("cdr_1") && format == "ndjson" {
                let kept = String(decoding: rows, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false
                )
                .filter { !Self.isOf(people, $0) }.joined(separator: "\n")
                #expect(after[path].map { String(decoding: $0, as: UTF8.self) } == kept)
            }
            if format == "csv" {
                for (path, rows) in before where path.contains("cdr_1") {
                    let telephone = 3
                    let kept = CSVText.records(String(decoding: rows, as: UTF8.self))
                        .filter { !people.contains($0[telephone] ?? "") }
                    #expect(after[path].map { CSVText.records(String(decoding: $0, as: UTF8.self)) } == kept)
                }
            }
            #expect(try await place.succeed(["verify", "output"]).contains("0 problems"))

            try await place.succeed(["run", "pipeline.yaml", "--fresh"] + Self.range)
            #expect(try await Self.content(place) == after)
            try await Self.expectNone(of: people, in: place, ["output", "archive", "state"])
            try FileManager.default.removeItem(at: place.url("output/report=cdr_1"))
            place.environment["WOLKVOX_TOKEN"] = nil
            try await place.succeed(["replay", "pipeline.yaml"] + Self.range)
            #expect(try await Self.content(place) == after)
            #expect(try await place.succeed(["verify", "output"]).contains("0 problems"))
            #expect(try await place.succeed(["forget", "output", "--list"]).contains("\(people.count)"))
        }
    }

    @Test func hashedValuesAreFoundByThePipelinesKey() async throws {
        try await Self.extracted(Self.pipeline()) { place in
            let people = try await Self.telephones(place)
            try place.write(people.joined(separator: "\n"), to: "people.txt")
            let words = ["--field", "telephone", "--values", "people.txt"]
            try place.write(Self.key, to: "key")
            let blind = try await place.run(["forget", "output", "--key-file", "key"] + words)
            #expect(blind.status == 78)
            #expect(blind.errors.contains("cdr_1's telephone: 3 days"), "\(blind.errors)")
            #expect(!place.files(below: "output").contains { $0.hasSuffix("_forgotten.json") })

            let json = try await place.succeed(["forget", "output", "--pipeline", "pipeline.yaml", "--json"] + words)
            let report = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let gone = try #require(report["rows"] as? Int)
            #expect(gone >= people.count)
            let manifests = try place.files(below: "output/report=cdr_1").filter { $0.hasSuffix(".json") }
                .map { try place.json($0) }
            let ofReport = (report["partitions"] as? [[String: Any]] ?? []).filter {
                $0["report"] as? String == "cdr_1"
            }
            #expect(
                manifests.reduce(0) { $0 + ($1["forgotten"] as? Int ?? 0) }
                    == ofReport.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) })
            for manifest in manifests {
                let parts = ["rows", "quarantined", "forgotten"].map { manifest[$0] as? Int ?? 0 }
                #expect(manifest["received"] as? Int == parts.reduce(0, +))
            }
            // A second time nobody is left, and the list is the same.
            let list = try place.text("output/_forgotten.json")
            #expect(
                try await place.succeed(["forget", "output", "--pipeline", "pipeline.yaml"] + words)
                    .contains("0 rows are gone from 0 partitions"))
            #expect(try place.text("output/_forgotten.json") == list)
        }
    }

    @Test func theyAreGoneFromQuarantineAndFromUnfinishedWork() async throws {
        let scenario = """
            rules:
              - do: { malformed: { field: cost, value: mucho, every: 5 } }
            """
        try await Self.extracted(
            Self.pipeline(hash: false, more: "quality: { max_quarantined: 90% }"), scenario: scenario
        ) { place in
            let quarantine = try await place.everything(below: "output/_quarantine")
            let people = Set(quarantine.matches(of: /"telephone":"([0-9]+)"/).map { String($0.1) }).sorted()
            #expect(people.count > 3)
            try place.write(people.joined(separator: "\n"), to: "people.txt")
            try FileManager.default.createDirectory(
                at: place.url("output/_staging/run-0123456789abcdef01234567"), withIntermediateDirectories: true)
            try place.write("\(people[0])", to: "output/_staging/run-0123456789abcdef01234567/rows.data")
            try await place.succeed(["forget", "pipeline.yaml", "--field", "telephone", "--values", "people.txt"])
            try await Self.expectNone(of: people, in: place, ["output"])
            #expect(try await place.succeed(["verify", "output"]).contains("0 problems"))
        }
    }

    @Test func aRunWithoutTheKeyMakesNoCall() async throws {
        try await Self.extracted(Self.pipeline(hash: false)) { place in
            try place.write("573000000000\n", to: "people.txt")
            #expect(
                try await place.succeed(["forget", "pipeline.yaml", "--field", "telephone", "--values", "people.txt"])
                    .contains("0 rows are gone"))
            try place.write(
                try place.text("pipeline.yaml").replacing("forget_key: ${FORGET_KEY}", with: ""), to: "pipeline.yaml")
            for verb in ["run", "replay"] {
                let refused = try await place.run([verb, "pipeline.yaml"] + Self.range)
                #expect(refused.status == 78)
                #expect(refused.errors.contains("forget_key") && !refused.errors.contains("received"))
            }
            try place.write("another-key-of-enough-bytes", to: "key")
            let other = try await place.run(
                ["forget", "output", "--field", "telephone", "--values", "people.txt", "--key-file", "key"])
            #expect(other.status == 78)
            #expect(other.errors.contains("another key"))
        }
    }

    @Test(arguments: [
        (["--values", "people.txt"], 64, "Name a field"), (["--field", "telephone"], 64, "Give the values"),
        (["--field", "telefone", "--values", "people.txt"], 64, "Did you mean 'telephone'"),
        (["--field", "telephone", "--values", "empty.txt"], 64, "has no value"),
        (["--field", "telephone", "--values", "nowhere.txt"], 64, "there is no such file"),
        (["--field", "telephone", "--values", "people.txt"], 78, "There is no key"),
    ]) func whatIsMissingIsNamed(words: [String], status: Int32, message: String) async throws {
        try await Self.extracted(Self.pipeline(hash: false).replacing("forget_key: ${FORGET_KEY}", with: "")) { place in
            try place.write("1\n", to: "people.txt")
            try place.write(" \n\n", to: "empty.txt")
            let refused = try await place.run(["forget", "output"] + words)
            #expect(refused.status == status)
            #expect(refused.errors.contains(message), "\(refused.errors)")
        }
    }

    /// What is not searched is never taken for searched.
    @Test func whatCannotBeSearchedIsAFailure() async throws {
        let renaming = Self.pipeline(hash: false, more: "transform: [{ rename: { fields: { telephone: phone } } }]")
        try await Self.extracted(renaming) { place in
            try place.write(try await Self.telephones(place).joined(separator: "\n"), to: "people.txt")
            try place.write(Self.key, to: "key")
            let words = ["--field", "telephone", "--values", "people.txt"]
            let blind = try await place.run(["forget", "output", "--key-file", "key"] + words)
            #expect(blind.status == 78)
            #expect(blind.errors.contains("--pipeline FILE"), "\(blind.errors)")
            let nowhere = try await place.run(["forget", "pipeline.yaml", "--archive", "archvie"] + words)
            #expect(nowhere.status == 74)
            #expect(nowhere.errors.contains("There is no archive archvie"), "\(nowhere.errors)")
            let without = try await place.run(["forget", "pipeline.yaml"] + words)
            #expect(without.status == 0)
            #expect(without.output.contains("are gone from") && !without.output.contains("0 rows are gone"))
            #expect(without.errors.contains("The archive archive was not searched"))
            let answer = try #require(place.files(below: "archive").first { $0.hasSuffix(".json.gz") })
            try place.write("damaged", to: answer)
            let damaged = try await place.run(["forget", "pipeline.yaml", "--archive", "archive"] + words)
            #expect(damaged.status == 65)
            #expect(damaged.errors.contains("cannot be read"), "\(damaged.errors)")
        }
    }

    /// Killed wherever it is: the next time it is done, and no file is ever torn.
    @Test func killedAtAnyMomentItIsTakenUp() async throws {
        try await Self.extracted(Self.pipeline(hash: false), rows: 200) { place in
            let people = try await Self.telephones(place)
            try place.write(people.joined(separator: "\n"), to: "people.txt")
            let words = [
                "forget", "pipeline.yaml", "--field", "telephone", "--values", "people.txt", "--archive", "archive",
            ]
            for attempt in 0..<12 {
                let program = try await place.start(words)
                try await Task.sleep(for: .milliseconds(20 + attempt * 47))
                program.send(SIGKILL)
                _ = try await program.end()
                // An interrupted commit is finished by the next command that begins work on the folder.
                let outcome = try await place.run(["verify", "output"])
                #expect([0, 65].contains(outcome.status))
            }
            try await place.succeed(words)
            try await Self.expectNone(of: people, in: place, ["output", "archive"])
            #expect(try await place.succeed(["verify", "output"]).contains("0 problems"))
            try await place.succeed(["run", "pipeline.yaml"] + Self.range)
            try await Self.expectNone(of: people, in: place, ["output", "archive"])
        }
    }
}
