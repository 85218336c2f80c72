import Foundation
import TestSupport
import Testing

/// A failure ends stderr with one block whose first line says what happened and what to do next.
@Suite struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var status: Int32
        /// What the first line of the block says, in parts.
        var words: [String]
        var scenario = ""
        var pipeline = PipelineText(reports: "  - cdr_3\n  - cdr_1")
        var flags: [String] = []

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "all is well", status: 0, words: []),
        Case(
            name: "one report fails", status: 3, words: ["cdr_3 of bogota", "503", "Run again later"],
            scenario: "rules: [{ when: { api: cdr_3 }, do: { status: 503 } }]"),
        Case(
            name: "an answer stays empty where rows are likely", status: 3, words: ["suspect", "--accept-empty"],
            scenario: "rules: [{ when: { api: cdr_3, call: 2.. }, do: empty }]", flags: ["twice"]),
        Case(
            name: "no such report", status: 64, words: ["--report nope", "cdr_3, cdr_1"], flags: ["--report", "nope"]),
        Case(
            name: "the range is upside down", status: 64, words: ["ends", "before it begins"], flags: ["upside down"]),
        Case(
            name: "every row is wrong", status: 65, words: ["cdr_1 of bogota on", "don't fit", "quality.on_invalid"],
            scenario: "rules: [{ do: { malformed: { field: cost, value: mucho } } }]",
            pipeline: PipelineText(reports: "  - cdr_1", more: "quality: { on_invalid: fail }")),
        Case(
            name: "too much quarantine", status: 65, words: ["would go to quarantine", "quality.max_quarantined"],
            scenario: "rules: [{ do: { malformed: { field: cost, value: mucho, every: 4 } } }]",
            pipeline: PipelineText(reports: "  - cdr_1")),
        Case(
            name: "the server keeps failing", status: 69, words: ["503", "Run again later"],
            scenario: "rules: [{ do: { status: 503 } }]"),
        Case(
            name: "answers break off", status: 69, words: ["broke off", "Run again later"],
            scenario: "rules: [{ do: cut_body }]"),
        Case(
            name: "the output is a file", status: 74, words: ["pipeline.yaml: Not a directory", "run again"],
            pipeline: PipelineText(load: "{ to: pipeline.yaml/blocked }")),
        Case(
            name: "the day's calls are spent", status: 75, words: ["calls are spent", "tomorrow"],
            scenario: "rules: [{ do: quota }]"),
        Case(
            name: "the calls are spent in the middle", status: 75, words: ["calls are spent", "tomorrow"],
            scenario: "rules: [{ when: { call: 2.. }, do: quota }]"),
        Case(
            name: "the token is refused", status: 77, words: ["refused the token", "wolkvox Manager"],
            scenario: "rules: [{ do: bad_token }]"),
        Case(
            name: "a variable is missing", status: 78, words: ["1 mistake", "Correct"],
            pipeline: PipelineText(more: "transform: [{ hash: { fields: [customer_id], key: \"${NO_SUCH_KEY}\" } }]")),
    ]

    @Test(arguments: cases)
    func theCodeAndTheLastBlockTell(_ test: Case) async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run(scenario: test.scenario.isEmpty ? nil : test.scenario + "\n") { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(test.pipeline)", to: "pipeline.yaml")
            var flags = test.flags
            switch flags {
            case ["upside down"]: flags = ["--from", "\(days[1])", "--to", "\(days[0])"]
            case ["twice"]:
                try await place.succeed(["run", "pipeline.yaml"] + days.flags)
                flags = days.flags
            default: flags += days.flags
            }
            let outcome = try await place.run(["run", "pipeline.yaml"] + flags)
            #expect(outcome.status == test.status, "\(outcome.errors)")
            if test.status == 0 {
                #expect(outcome.lastBlock.isEmpty)
                #expect(outcome.output.contains("4 partitions: 4 created"))
            } else {
                let first = try #require(outcome.lastBlock.first)
                for words in test.words { #expect(first.contains(words)) }
                #expect(first.contains(". ") && first.hasSuffix(".") && !first.contains(".."), "\(first)")
                #expect(outcome.lastBlock.dropFirst().allSatisfy { $0.hasPrefix("  ") })
            }
            #expect(!(try await place.everything(below: "output")).contains(Workplace.token))
        }
    }

    @Test func nobodyListens() async throws {
        let place = try Workplace(server: "http://127.0.0.1:\(FreePorts.closed)")
        try place.write("\(PipelineText())", to: "pipeline.yaml")
        let outcome = try await place.run(["run", "pipeline.yaml", "--day", "yesterday"])
        #expect(outcome.status == 69)
        let first = try #require(outcome.lastBlock.first)
        #expect(first.contains("could not be reached") && first.contains("allow-list") && !first.contains(".."))
    }

    @Test(arguments: [
        ["run"], ["run", "pipeline.yaml", "--no-such-flag"], ["fly"], ["schema", "cdr_99", "--dialect", "duckdb"],
    ])
    func wrongUsageIs64(words: [String]) async throws {
        let place = try Workplace()
        let outcome = try await place.run(words)
        #expect(outcome.status == 64)
        #expect(!outcome.lastBlock.isEmpty && outcome.output.isEmpty)
    }

    @Test func aFileThatIsNotThereIs78() async throws {
        let outcome = try await Workplace().run(["run", "nightly.yaml"])
        #expect(outcome.status == 78)
        #expect(
            outcome.lastBlock == ["error: The pipeline file nightly.yaml cannot be read. Give the path of a YAML file."]
        )
    }

    @Test func verifyOfDamagedFilesIs65() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1"))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(try await place.run(["verify", "output"]).status == 0)
            let file = place.dataFile("cdr_1", "\(days[0])")
            var bytes = try Data(contentsOf: place.url(file))
            bytes[bytes.count / 2] ^= 0x40
            try bytes.write(to: place.url(file))
            try FileManager.default.removeItem(at: place.url(place.dataFile("cdr_1", "\(days[1])")))
            let outcome = try await place.run(["verify", "output"])
            #expect(outcome.status == 65)
            for day in days { #expect(outcome.output.contains("cdr_1-\(day).ndjson.gz")) }
            #expect(outcome.lastBlock.first?.contains("differs from its manifests") == true)
        }
    }
}
