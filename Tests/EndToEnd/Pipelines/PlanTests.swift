import ETL
import Foundation
import Testing

@Suite struct PlanTests {
    struct Plan: Decodable {
        struct Group: Decodable {
            struct Call: Decodable, Equatable {
                var report: String
                var source: String
                var from: String
                var to: String
                var parameter: String?
            }

            var sources: [String]
            var args: [String]
            var estimatedSeconds: Int
            var partitions: Int
            var calls: [Call]
        }

        var formatVersion: Int
        var pipeline: String
        var groups: [Group]

        init(json: String) throws {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(Plan.self, from: Data(json.utf8))
        }
    }

    @Test(arguments: [["plan"], ["run", "--dry-run"]])
    func noCallIsMade(words: [String]) async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "pipeline.yaml")
            let text = try await place.succeed(words + ["pipeline.yaml"])
            #expect(text.contains("token 1 (bogota): 5 partitions, 5 calls"))
            _ = try Plan(json: try await place.succeed(words + ["pipeline.yaml", "--json"]))
            #expect(try await simulator.requests().isEmpty)
            #expect(!FileManager.default.fileExists(atPath: place.path("output")))
        }
    }

    @Test func theRunMakesTheCallsOfThePlan() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            // Listed last, it is asked first: one call brings both of its days.
            let reports = "  - cdr_6\n  - { report: campaign_7, with: { campaign_id: [7, 4] } }\n  - cdr_1"
            try place.write("\(PipelineText(reports: reports))", to: "pipeline.yaml")
            let plan = try Plan(json: try await place.succeed(["plan", "pipeline.yaml", "--json"] + days.flags))
            #expect(plan.formatVersion == 1 && plan.pipeline == "try" && plan.groups.count == 1)
            let group = try #require(plan.groups.first)
            #expect(group.partitions == 6 && group.estimatedSeconds > 0)
            #expect(group.calls.map(\.report) == ["cdr_1", "cdr_6", "cdr_6", "campaign_7", "campaign_7"])
            #expect(group.calls.map(\.parameter) == [nil, nil, nil, "7", "4"])
            #expect(
                group.calls[1].from == "\(days[1])T00:00:00-05:00" && group.calls[1].to == "\(days[1])T23:59:59-05:00")
            #expect(
                group.calls[0].from == "\(days[0])T00:00:00-05:00" && group.calls[0].to == "\(days[1])T23:59:59-05:00")
            _ = try await place.run(["run", "pipeline.yaml"] + days.flags)
            let made = try await simulator.requests()
            #expect(made.map(\.api) == group.calls.map(\.report))
            #expect(made.map(\.dateIni) == group.calls.map { Self.asSent($0.from) })
            #expect(made.map(\.dateEnd) == group.calls.map { Self.asSent($0.to) })
        }
    }

    @Test func tokensAreGroupsOfTheirOwn() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        place.environment["OTHER_TOKEN"] = "an0ther-t0k3n"
        let sources = """
              - { name: norte, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${WOLKVOX_TOKEN}" }
              - { name: sur, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${OTHER_TOKEN}" }
              - { name: oriente, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${WOLKVOX_TOKEN}" }
            """
        try place.write("\(PipelineText(sources: sources, reports: "  - cdr_1"))", to: "pipeline.yaml")
        let plan = try Plan(json: try await place.succeed(["plan", "pipeline.yaml", "--json"]))
        #expect(plan.groups.map(\.sources) == [["norte", "oriente"], ["sur"]])
    }

    @Test func argumentsMakeTheShareOfAGroupWithAbsoluteDays() async throws {
        let (first, last) = (LocalDays.today.advanced(by: -4), LocalDays.today.advanced(by: -2))
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            place.environment["OTHER_TOKEN"] = "an0ther-t0k3n"
            let sources = """
                  - { name: norte, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${WOLKVOX_TOKEN}" }
                  - { name: sur, time_zone: America/Bogota, endpoint: "${WOLKVOX_ENDPOINT}", token: "${OTHER_TOKEN}" }
                """
            try place.write("\(PipelineText(sources: sources))", to: "pipeline.yaml")
            let asked = ["pipeline.yaml", "--from", "-4d", "--to", "-2d", "--report", "cdr_6"]
            let flags = ["--missing-only", "--take-over"]
            let plan = try Plan(json: try await place.succeed(["run", "--dry-run", "--json"] + asked + flags))
            let shared = ["run", "pipeline.yaml", "--from", "\(first)", "--to", "\(last)", "--report", "cdr_6"]
            #expect(plan.groups.map(\.args) == ["norte", "sur"].map { shared + ["--source", $0] + flags })

            let second = try #require(plan.groups.last)
            _ = try await place.succeed(second.args)
            let made = try await simulator.requests()
            #expect(made.map(\.dateIni) == second.calls.map { Self.asSent($0.from) })
            #expect(FileManager.default.fileExists(atPath: place.path("output/report=cdr_6/source=sur")))
            #expect(!FileManager.default.fileExists(atPath: place.path("output/report=cdr_6/source=norte")))
        }
    }

    /// `2026-10-01T00:00:00-05:00` as the API takes it.
    private static func asSent(_ time: String) -> String { time.prefix(19).filter(\.isNumber) }
}
