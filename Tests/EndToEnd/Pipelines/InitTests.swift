import Foundation
import Testing

@Suite struct InitTests {
    @Test func flagsMakeAFileThatIsRight() async throws {
        let place = try Workplace()
        let said = try await place.succeed([
            "init", "--server", "0012", "--zone", "America/Mexico_City", "--report", "cdr_1", "--report", "campaign_7",
            "--report", "skill_2", "--report", "act_1", "--to", "mine.yaml",
        ])
        #expect(said.hasPrefix("wrote mine.yaml and, for editors, pipeline.schema.json beside it\n"))
        #expect(
            try place.text("mine.yaml") == """
                # yaml-language-server: $schema=pipeline.schema.json
                version: 1
                name: mine

                sources:
                  - name: wv0012
                    server: "0012"
                    token: ${WOLKVOX_TOKEN}
                    time_zone: America/Mexico_City

                window:
                  from: yesterday
                  to: yesterday
                  lookback: 2d    # rows are edited late: these days are asked for again

                reports:
                  - cdr_1
                  - report: campaign_7
                    with: { campaign_id: all }
                  - report: skill_2
                    with: { skill_id: all }
                  - act_1

                load:
                  to: output/mine
                  format: ndjson

                """)
        #expect(try await place.succeed(["validate", "mine.yaml"]) == "mine.yaml is valid\n")
        #expect(try await place.succeed(["plan", "mine.yaml"]).contains("campaign_7"))
    }

    /// The variable is set, and what it holds is not in the file.
    @Test func theTokenIsNotWritten() async throws {
        let place = try Workplace()
        try await place.succeed([
            "init", "--endpoint", "http://127.0.0.1:8080", "--zone", "America/Bogota", "--report", "cdr_6", "--name",
            "night",
        ])
        let text = try place.text("pipeline.yaml")
        #expect(!text.contains(Workplace.token))
        #expect(text.contains("name: night\n") && text.contains("endpoint: \"http://127.0.0.1:8080\"\n"))
        #expect(text.contains("time_zone: America/Bogota\n"))
    }

    @Test func aFileThatIsThereStays() async throws {
        let place = try Workplace()
        try place.write("mine\n", to: "pipeline.yaml")
        let words = ["init", "--server", "0012", "--zone", "America/Bogota", "--report", "cdr_1"]
        let outcome = try await place.run(words)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("pipeline.yaml is there already"))
        #expect(try place.text("pipeline.yaml") == "mine\n")
        try await place.succeed(words + ["--force"])
        #expect(try place.text("pipeline.yaml").contains("\nversion: 1\n"))
    }

    @Test func theSchemaIsNamedWhereItLies() async throws {
        let place = try Workplace()
        try place.write("{}", to: "pipelines/pipeline.schema.json")
        try await place.succeed([
            "init", "--server", "0012", "--zone", "America/Bogota", "--report", "cdr_1", "--to", "pipelines/mine.yaml",
        ])
        #expect(
            try place.text("pipelines/mine.yaml").hasPrefix(
                "# yaml-language-server: $schema=pipeline.schema.json\nversion: 1\nname: mine\n"))
        #expect(try place.text("pipelines/pipeline.schema.json") == "{}")
    }

    /// What editors are told by is what `schema pipeline` prints.
    @Test func theSchemaIsWrittenWhereItIsNotThere() async throws {
        let place = try Workplace()
        try await place.succeed(["init", "--server", "0012", "--zone", "America/Bogota", "--report", "cdr_1"])
        let printed = try await place.succeed(["schema", "pipeline", "--dialect", "jsonschema"])
        #expect(try place.text("pipeline.schema.json") == printed)
    }

    /// Files that were made alike must not write over one another's days.
    @Test func twoFilesShareNeitherNamesNorFolders() async throws {
        let place = try Workplace()
        var names: [[String]] = []
        for address in [
            ["--server", "0012"], ["--server", "0013"], ["--endpoint", "https://wv0014.wolkvox.com"],
            ["--endpoint", "http://127.0.0.1:8080"],
        ] {
            try await place.succeed(
                ["init", "--zone", "UTC", "--report", "cdr_1", "--to", "pipeline.yaml", "--force"] + address)
            let lines = try place.text("pipeline.yaml").split(separator: "\n").map(String.init)
            names.append(lines.filter { $0.contains("name: ") || $0.contains("to: output") })
        }
        #expect(
            names
                == ["wv0012", "wv0013", "wv0014", "local"].map {
                    ["name: \($0)", "  - name: \($0)", "  to: output/\($0)"]
                })
    }

    @Test(arguments: [
        (["--server", "45", "--zone", "UTC", "--report", "cdr_1"], "did you mean 0045?"),
        (["--server", "12345", "--zone", "UTC", "--report", "cdr_1"], "is not a server number of four digits"),
        (["--server", "wv12", "--zone", "UTC", "--report", "cdr_1"], "is not a server number"),
        (["--server", "0012", "--zone", "UTC", "--report", "crd_1"], "did you mean 'cdr_1'?"),
        (["--server", "0012", "--report", "cdr_1", "--zone", "America/Bogata"], "did you mean 'America/Bogota'?"),
        (["--endpoint", "http://example.com", "--zone", "UTC", "--report", "cdr_1"], "plain http"),
        (["--server", "0012", "--endpoint", "https://x.example", "--report", "cdr_1"], "give one"),
        (["--server", "0012", "--report", "cdr_1"], "--zone must be given where nobody can be asked"),
        (["--server", "0012", "--zone", "UTC"], "--report must be given where nobody can be asked"),
        (["--zone", "UTC", "--report", "cdr_1"], "--server (or --endpoint) must be given where nobody can be asked"),
        (["--server", "0012", "--zone", "UTC", "--report", "agent_2", "--name", "a/b"], "name: 'a/b' holds"),
    ])
    func wrongFlagsWriteNothing(flags: [String], words: String) async throws {
        let place = try Workplace()
        let outcome = try await place.run(["init"] + flags)
        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(place.files(below: ".").isEmpty)
    }

    @Test func aPlaceThatIsNotThereIsNamed() async throws {
        let place = try Workplace()
        let outcome = try await place.run([
            "init", "--server", "0012", "--zone", "America/Bogota", "--report", "cdr_1", "--to", "no/such/p.yaml",
        ])
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("no/such/p.yaml cannot be written"))
    }

    /// A terminal of its own, with somebody who types: two answers that are wrong, and then right ones.
    @Test func aPersonOnATerminalIsAsked() async throws {
        let place = try Workplace()
        let program = try Program.location().path(percentEncoded: false)
        let said = try await Python.run(
            "on_terminal.py", [place.folder.path(percentEncoded: false), program, "init", "--to", "asked.yaml"],
            input: "wv0012\n45\n0012\nAmerica/Bogata\n\nAmerica/Bogota\ncdr_1, campaign_7\n")
        let words = String(decoding: said, as: UTF8.self)
        #expect(words.contains("is not a server number of one to six digits"))
        #expect(words.contains("did you mean 0045?"))
        #expect(words.contains("did you mean 'America/Bogota'?"))
        let text = try place.text("asked.yaml")
        #expect(text.contains("server: \"0012\"\n") && text.contains("time_zone: America/Bogota\n"))
        #expect(text.contains("  - cdr_1\n  - report: campaign_7\n    with: { campaign_id: all }\n"))
        #expect(try await place.succeed(["validate", "asked.yaml"]) == "asked.yaml is valid\n")
    }
}
