import Foundation
import TestSupport
import Testing

/// A night in which five things go wrong, of those that the shipped scenarios show.
@Suite struct FiveFailuresTests {
    private struct Failure {
        /// The scenario file.
        var scenario: String
        var status: Int
        /// How the partitions end.
        var outcome: String
        /// A part of what people are told.
        var words: String
    }

    private static let failures = [
        Failure(scenario: "quota-gone", status: 75, outcome: "left", words: "calls"),
        Failure(scenario: "bad-token", status: 77, outcome: "failed", words: "refused the token"),
        Failure(scenario: "gateway-errors-all-night", status: 69, outcome: "failed", words: "503"),
        Failure(scenario: "maintenance-all-night", status: 69, outcome: "failed", words: "backups"),
        Failure(scenario: "shrunken", status: 3, outcome: "suspect", words: "suspect"),
    ]

    private struct Message: Decodable {
        var pipeline: String
        var exit: Int
        var text: String
        var failed: Int
        var rows: Int
        var next: String
    }

    private static let notify = """
        metrics: { file: NAME.prom }
        notify:
          - on: [failure, recovery]
            webhook: "${CHAT_HOOK}"
            body: '{"pipeline": "{pipeline}", "exit": {exit_code}, "text": "{headline}", "failed": {failed}, "rows": {rows}, "next": "{next_step}"}'
        """

    private static func scenario(_ name: String) throws -> String {
        let file = PackageFolder.root.appending(path: "scenarios/\(name).yaml")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// The messages of a server, which are all of this form.
    private static func messages(_ server: ScriptedServer) throws -> [Message] {
        try server.requests.map { try JSONDecoder().decode(Message.self, from: Data($0.body)) }
    }

    /// Five pipelines, each with its own failure, and a server that hears of all of them.
    @Test func fivePipelines() async throws {
        let days = LocalDays.last(2).flags
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = "\(server.address)/hook"
            func run(_ failure: Failure, _ scenario: String?) async throws -> Int32 {
                // The simulator's quota is one of a token and a day.
                try await SimulatorProcess.run(rowsPerDay: 500, scenario: try scenario.map(Self.scenario)) {
                    simulator in
                    place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                    return try await place.run(["run", "\(failure.scenario).yaml"] + days).status
                }
            }
            for failure in Self.failures {
                let name = failure.scenario
                let more = Self.notify.replacing("NAME", with: name)
                let text = PipelineText(
                    name: name, reports: "  - cdr_1", load: "{ to: \(name) }", more: more)
                try place.write("\(text)", to: "\(name).yaml")
                #expect(try await run(failure, nil) == 0)
                let good = try #require(try place.records(name).last)

                // The second night that fails in the same way is no news.
                for _ in 0..<2 {
                    #expect(try await run(failure, name) == failure.status, "\(name)")
                    let record = try #require(try place.records(name).last)
                    #expect(record.exit_code == failure.status && record.cause?.isEmpty == false)
                    #expect(record.outcomes == [failure.outcome: 2], "\(name)")
                    #expect(record.last_success_at == good.ended_at)
                    try place.checkMetrics("\(name).prom", pipeline: name, show: record)
                }
                let told = try Self.messages(server).filter { $0.pipeline == name }
                #expect(told.map(\.exit) == [failure.status], "\(name)")
                #expect(told[0].failed == (failure.outcome == "suspect" ? 0 : 2) && !told[0].next.isEmpty)
                #expect(told[0].text.contains(failure.words), "\(told[0].text)")

                #expect(try await run(failure, nil) == 0)
                let record = try #require(try place.records(name).last)
                #expect(record.outcomes == ["committed": 2] && record.last_success_at == record.ended_at)
                try place.checkMetrics("\(name).prom", pipeline: name, show: record)
                let last = try Self.messages(server).filter { $0.pipeline == name }
                #expect(last.map(\.exit) == [failure.status, 0] && last[1].rows == record.rows)
                #expect(last[1].text.hasPrefix("works again: ") && last[1].next.isEmpty)
                try await place.succeed(["verify", name])
            }
            #expect(try Self.messages(server).count == 2 * Self.failures.count)
        }
    }

    /// Five sources of one pipeline, each with its own failure: the gravest decides, and each day says why it failed.
    @Test func fiveSources() async throws {
        let days = LocalDays.last(2).flags
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = "\(server.address)/hook"
            let sources = Self.failures.indices.map { number in
                "  - { name: source\(number), time_zone: America/Bogota, endpoint: \"${ENDPOINT_\(number)}\", token: \"${TOKEN_\(number)}\", \(PipelineText.patience) }"
            }
            let text = PipelineText(
                sources: sources.joined(separator: "\n"), reports: "  - cdr_1",
                more: Self.notify.replacing("NAME", with: "five"))
            try place.write("\(text)", to: "pipeline.yaml")
            for number in Self.failures.indices { place.environment["TOKEN_\(number)"] = "t0ken-of-source-\(number)" }
            for (night, isBad) in [false, true, true, false].enumerated() {
                let status = try await Self.withServers(
                    Self.failures.map { isBad ? try Self.scenario($0.scenario) : nil }[...]
                ) { addresses in
                    for (number, address) in addresses.enumerated() {
                        place.environment["ENDPOINT_\(number)"] = address
                    }
                    return try await place.run(["run", "pipeline.yaml"] + days + (night > 0 ? ["--take-over"] : []))
                        .status
                }
                // A token that is refused needs a person, the rest does not.
                #expect(status == (isBad ? 77 : 0), "night \(night)")
                let record = try #require(try place.records().last)
                #expect(record.exit_code == Int(status))
                #expect(
                    record.outcomes == (isBad ? ["left": 2, "failed": 6, "suspect": 2] : ["committed": 10]),
                    "night \(night)")
                try place.checkMetrics("five.prom", show: record)
            }
            let messages = try Self.messages(server)
            #expect(messages.map(\.exit) == [77, 0])
            #expect(messages[0].failed == 8 && messages[0].text.contains("refused the token"))
        }
    }

    /// Runs a simulator for each scenario, side by side.
    private static func withServers<Value>(
        _ scenarios: ArraySlice<String?>, _ addresses: [String] = [], _ body: ([String]) async throws -> Value
    ) async throws -> Value {
        guard let scenario = scenarios.first else { return try await body(addresses) }
        return try await SimulatorProcess.run(rowsPerDay: 500, scenario: scenario) { simulator in
            try await withServers(scenarios.dropFirst(), addresses + [simulator.address], body)
        }
    }
}
