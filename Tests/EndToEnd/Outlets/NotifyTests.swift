import Foundation
import TestSupport
import Testing

/// The real program, the simulator, and a real server or program that is told.
@Suite struct NotifyTests {
    private static let hook = "/hook/h00k-s3cr3t"

    private static func pipeline(_ notify: String, reports: String = "  - cdr_1") -> String {
        "\(PipelineText(reports: reports, more: "notify:\n\(notify)"))"
    }

    private static func webhook(_ on: String, _ more: String = "") -> String {
        "  - { on: \(on), webhook: \"${CHAT_HOOK}\"\(more) }\n"
    }

    private static let message =
        #", body: '{"text": "{pipeline}: {headline}", "exit": {exit_code}, "next": "{next_step}", "failed": {failed}}'"#

    /// Runs the pipeline against a simulator of its own.
    @discardableResult
    private static func run(
        _ place: Workplace, scenario: String? = nil, _ words: [String] = []
    ) async throws -> Program.Outcome {
        try await SimulatorProcess.run(scenario: scenario.map { $0 + "\n" }) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            let outcome = try await place.run(["run", "pipeline.yaml"] + words)
            #expect(!outcome.errors.contains("h00k-s3cr3t") && !outcome.output.contains("h00k-s3cr3t"))
            return outcome
        }
    }

    private struct Message: Decodable {
        var text: String
        var exit: Int
        var next: String
        var failed: Int
    }

    @Test func oneMessageAFailureAndOneOnRecoveryWhateverMachineRuns() async throws {
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = server.address + Self.hook
            try place.write(Self.pipeline(Self.webhook("[failure, recovery]", Self.message)), to: "pipeline.yaml")
            let nights: [(scenario: String?, status: Int32, messages: Int)] = [
                (nil, 0, 0), ("rules: [{ do: { status: 503 } }]", 69, 1), ("rules: [{ do: { status: 503 } }]", 69, 1),
                ("rules: [{ do: bad_token }]", 77, 2), ("rules: [{ do: bad_token }]", 77, 2), (nil, 0, 3), (nil, 0, 3),
                ("rules: [{ do: bad_token }]", 77, 4),
            ]
            for (number, night) in nights.enumerated() {
                // Each night is another machine: nothing but the output is shared.
                place.environment["WOLKVOX_ETL_STATE"] = place.path("state-\(number)")
                let outcome = try await Self.run(place, scenario: night.scenario)
                #expect(outcome.status == night.status, "night \(number): \(outcome.errors)")
                #expect(server.requests.count == night.messages, "night \(number)")
            }
            let messages = try server.requests.map { try JSONDecoder().decode(Message.self, from: Data($0.body)) }
            #expect(messages.map(\.exit) == [69, 77, 0, 77])
            #expect(messages.map(\.failed) == [1, 1, 0, 1])
            #expect(messages[0].text.hasPrefix("try: cdr_1 of bogota") && messages[0].text.contains("503"))
            #expect(messages[1].text.contains("refused the token") && !messages[1].next.isEmpty)
            #expect(messages[2].text.hasPrefix("try: works again: 1 partition") && messages[2].next.isEmpty)
            #expect(server.requests.allSatisfy { $0.headers["content-type"] == "application/json" })
            #expect(server.requests.allSatisfy { $0.target == Self.hook })
        }
    }

    @Test func withoutABodyTheRecordIsSent() async throws {
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = server.address + Self.hook
            try place.write(Self.pipeline(Self.webhook("always")), to: "pipeline.yaml")
            let outcome = try await Self.run(place, ["--json"])
            let request = try #require(server.requests.first)
            let sent = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
            let printed = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            for key in ["run", "exit_code", "headline", "pipeline", "started_at", "ended_at"] {
                #expect("\(sent[key] ?? "none")" == "\(printed[key] ?? "other")", "\(key)")
            }
            #expect((sent["partitions"] as? [Any])?.count == 1)
        }
    }

    /// What cannot even begin is told too, and leaves a record, by which the next run knows.
    @Test func aRunThatCannotBeginIsTold() async throws {
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace(server: "http://127.0.0.1:1")
            place.environment["CHAT_HOOK"] = server.address + Self.hook
            let text = Self.pipeline(Self.webhook("failure", Self.message))
                .replacing("token: \"${WOLKVOX_TOKEN}\"", with: "token_file: absent")
            try place.write(text, to: "pipeline.yaml")
            for _ in 0..<2 { #expect(try await place.run(["run", "pipeline.yaml"]).status == 78) }
            #expect(server.requests.count == 1)
            let message = try JSONDecoder().decode(Message.self, from: Data(server.requests[0].body))
            #expect(message.exit == 78 && message.text.contains("The token file of source bogota"))
            let records = try FileManager.default.contentsOfDirectory(atPath: place.path("output/_runs"))
            #expect(records.count == 2)
        }
    }

    @Test(arguments: ["hangs", "answers 500", "is gone"])
    func aWebhookThatFailsChangesNothing(how: String) async throws {
        let plain = try Workplace()
        try plain.write("\(PipelineText(reports: "  - cdr_1"))", to: "pipeline.yaml")
        let expected = try await Self.run(plain)
        let answer = how == "hangs" ? ScriptedAnswer.hang : ScriptedAnswer(status: 500, "no")
        try await ScriptedServer.run([answer]) { server in
            let place = try Workplace()
            let address = how == "is gone" ? "http://127.0.0.1:1" : server.address
            place.environment["CHAT_HOOK"] = address + Self.hook
            try place.write(Self.pipeline(Self.webhook("always", Self.message)), to: "pipeline.yaml")
            let outcome = try await Self.run(place)
            #expect(outcome.status == expected.status && outcome.status == 0)
            #expect(outcome.errors.contains("warning: notify, item 1: the webhook "))
            #expect(how == "is gone" || server.requests.count == 3)
            let file = "output/report=cdr_1/source=bogota"
            #expect(try Self.bytes(place, file) == Self.bytes(plain, file))
            let record = try #require(
                try FileManager.default.contentsOfDirectory(atPath: place.path("output/_runs")).first)
            let text = try place.text("output/_runs/\(record)")
            #expect(!text.contains("h00k-s3cr3t") && !text.contains("127.0.0.1:1/"))
            let span = try #require(try place.json("output/_runs/\(record)")["exit_code"] as? Int)
            #expect(span == 0)
        }
    }

    private static func bytes(_ place: Workplace, _ folder: String) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: place.path(folder)).filter {
            $0.hasSuffix(".gz")
        }
        #expect(!paths.isEmpty)
        return try Dictionary(
            uniqueKeysWithValues: paths.map { ($0, try Data(contentsOf: place.url("\(folder)/\($0)"))) })
    }

    @Test func aCommandGetsItsArgumentsAsTheyAre() async throws {
        let place = try Workplace()
        try place.write("#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > \"$1\"\n", to: "page.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path("page.sh"))
        place.environment["PAGER_KEY"] = "h00k-s3cr3t $(touch harm) `touch harm`; touch harm \"'"
        let words = #"[./page.sh, said.txt, "{pipeline}", "${PAGER_KEY}", "{headline}", "{exit_code} {rows}"]"#
        try place.write(
            Self.pipeline("  - { on: [failure], command: \(words) }\n  - { on: failure, command: [no-such-0451] }\n"),
            to: "pipeline.yaml")
        let outcome = try await Self.run(place, scenario: "rules: [{ do: bad_token }]")
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("warning: notify, item 2: the command could not be started"))
        let said = try place.text("said.txt").split(separator: "\n").map(String.init)
        #expect(said.count == 5)
        #expect(Array(said.prefix(3)) == ["said.txt", "try", try #require(place.environment["PAGER_KEY"])])
        #expect(said[3].contains("refused the token") && said[4] == "77 0")
        #expect(!FileManager.default.fileExists(atPath: place.path("harm")))
        #expect(outcome.lastBlock.first?.hasPrefix("error: ") == true)
    }
}
