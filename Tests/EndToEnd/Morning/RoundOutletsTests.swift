import Foundation
import TestSupport
import Testing

/// Rounds of `follow` write metrics, are runs to those who read lineage, and tell of failures once.
@Suite struct RoundOutletsTests {
    private struct Event: Decodable {
        struct Run: Decodable { var runId: String }
        var eventType: String
        var run: Run
    }

    private static let outlets = """

        metrics: { file: try.prom }
        lineage: { file: lineage.ndjson }
        notify:
          - { on: [failure, recovery], webhook: "${CHAT_HOOK}", body: '{exit_code}: {headline}' }
        """

    private static func pipeline(_ reports: String = "  - cdr_1") -> String {
        "\(PipelineText.following("America/Bogota", reports: reports))\(outlets)\n"
    }

    private static func messages(_ server: ScriptedServer) -> [String] {
        server.requests.map { String(decoding: $0.body, as: UTF8.self) }
    }

    private static func events(_ place: Workplace) throws -> [Event] {
        try place.text("lineage.ndjson").split(separator: "\n").map {
            try JSONDecoder().decode(Event.self, from: Data($0.utf8))
        }
    }

    /// Each round has a START and an end of its own.
    private static func check(_ events: [Event], end ends: [String]) {
        #expect(events.map(\.eventType) == ends.flatMap { ["START", $0] })
        for place in stride(from: 0, to: events.count - 1, by: 2) {
            #expect(events[place].run.runId == events[place + 1].run.runId)
        }
        #expect(Set(events.map(\.run.runId)).count == ends.count)
    }

    /// A followed day, on a server that fails for some calls, with everything told to a real webhook.
    private static func follow(
        failing calls: String, _ body: (Workplace, FollowedDays, ScriptedServer) async throws -> Void
    ) async throws {
        let scenario = "rules: [{ when: { call: \(calls) }, do: { status: 503 } }]\n"
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = "\(server.address)/hook"
            let clock = try FollowedDays("2026-10-07", hour: 10, zone: "America/Bogota", in: place)
            try await SimulatorProcess.run(scenario: scenario, clock: clock) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                try place.write(pipeline(), to: "pipeline.yaml")
                try await body(place, clock, server)
            }
        }
    }

    /// A round that also closes the day before, two that fail for one reason, one that goes well: each a process of its own.
    @Test func roundsOfTheirOwn() async throws {
        try await Self.follow(failing: "3..6") { place, clock, server in
            var good: StoredRecord?
            for (round, status) in [0, 69, 69, 0].enumerated() {
                let outcome = try await place.run(["follow", "pipeline.yaml", "--once"])
                #expect(outcome.status == status, "round \(round): \(outcome.errors)")
                let records = try place.records()
                let record = try #require(records.last)
                #expect(records.count == round + 1 && record.exit_code == Int(status) && record.rounds == 1)
                if status == 0 { good = record }
                #expect(record.last_success_at == good?.ended_at)
                try place.checkMetrics("try.prom", show: record)
                let fresh = try place.samples("try.prom")[
                    "freshness_timestamp_seconds report=\"cdr_1\",source=\"bogota\""]
                let now = Int(try clock.now)
                #expect(try #require(fresh) <= now && (status != 0 || fresh ?? 0 > now - 60), "round \(round)")
                #expect(server.requests.count == [0, 1, 1, 2][round], "round \(round)")
                try clock.set(clock.now + 300)
            }
            Self.check(try Self.events(place), end: ["COMPLETE", "FAIL", "FAIL", "COMPLETE"])
            #expect(Self.messages(server)[0].hasPrefix("69: ") && Self.messages(server)[0].contains("503"))
            #expect(Self.messages(server)[1].hasPrefix("0: works again: "))
        }
    }

    /// The same in one process.
    @Test func roundsOfOneProcess() async throws {
        try await Self.follow(failing: "3..8") { place, _, server in
            let outcome = try await place.run(["follow", "pipeline.yaml", "--for", "1h"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let records = try place.records()
            let record = try #require(records.last)
            let rounds = try #require(record.rounds)
            #expect(records.count == 1 && rounds >= 10 && record.failed_rounds == 3)
            try place.checkMetrics("try.prom", show: record)
            let ends = [1, 3, rounds - 4].enumerated().flatMap { place, count in
                Array(repeating: place == 1 ? "FAIL" : "COMPLETE", count: count)
            }
            Self.check(try Self.events(place), end: ends)
            #expect(Self.messages(server).map { $0.prefix { $0 != " " } } == ["69:", "0:"])
        }
    }

    /// A round that cannot begin is told of as a run is, and so is the one that can again.
    @Test func aRoundThatCannotBegin() async throws {
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = "\(server.address)/hook"
            let clock = try FollowedDays("2026-10-07", hour: 10, zone: "America/Bogota", in: place)
            try await SimulatorProcess.run(clock: clock) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                let text = Self.pipeline().replacing("token: \"${WOLKVOX_TOKEN}\"", with: "token_file: token")
                try place.write(text, to: "pipeline.yaml")
                for _ in 0..<2 {
                    #expect(try await place.run(["follow", "pipeline.yaml", "--once"]).status == 78)
                    try clock.set(clock.now + 300)
                    try place.checkMetrics("try.prom", show: try #require(try place.records().last))
                }
                #expect(Self.messages(server).count == 1)
                try place.write("\(Workplace.token)\n", to: "token")
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path("token"))
                try await place.succeed(["follow", "pipeline.yaml", "--once"])
                #expect(Self.messages(server).map { $0.prefix { $0 != " " } } == ["78:", "0:"])
                Self.check(try Self.events(place), end: ["FAIL", "FAIL", "COMPLETE"])
                try place.checkMetrics("try.prom", show: try #require(try place.records().last))
            }
        }
    }

    /// A process that is ended in the middle of a round says nothing of the pipeline: it neither failed nor works again.
    @Test func aRoundThatIsStoppedIsNeitherFailureNorRecovery() async throws {
        let scenario = "rules: [{ when: { call: 1..4 }, do: { status: 503 } }, { when: { call: 5 }, do: hang }]\n"
        try await ScriptedServer.run([ScriptedAnswer("ok")]) { server in
            let place = try Workplace()
            place.environment["CHAT_HOOK"] = "\(server.address)/hook"
            let clock = try FollowedDays("2026-10-07", hour: 10, zone: "America/Bogota", in: place)
            try await SimulatorProcess.run(scenario: scenario, clock: clock) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                try place.write(Self.pipeline(), to: "pipeline.yaml")
                let follow = try await place.start(["follow", "pipeline.yaml"])
                try await simulator.waitForRequests(5, of: follow)
                follow.send(SIGTERM)
                #expect(try await follow.end().status == 0)
                #expect(Self.messages(server).map { $0.prefix { $0 != " " } } == ["69:"])
                #expect(try place.samples("try.prom")["last_success_timestamp_seconds"] == 0)
                try clock.set(clock.now + 300)
                try await place.succeed(["follow", "pipeline.yaml", "--once"])
                #expect(Self.messages(server).map { $0.prefix { $0 != " " } } == ["69:", "0:"])
                Self.check(try Self.events(place), end: ["FAIL", "ABORT", "COMPLETE"])
            }
        }
    }
}
