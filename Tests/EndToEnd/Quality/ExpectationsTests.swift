import ETL
import Foundation
import Testing

@Suite struct ExpectationsTests {
    private static let day = LocalDays.last(7).first { $0.weekday != 0 } ?? LocalDays.last(1)[0]
    /// Every hundredth call of a day has one and the same id.
    private static let doubled = """
        rules:
          - do: { malformed: { field: conn_id, value: "same", every: 100 } }

        """

    private static func pipeline(_ expectation: String, load: String = "{ to: output }") -> PipelineText {
        PipelineText(
            reports: "  - report: cdr_1\n    expect:\n      - \(expectation)", span: "1h", load: load)
    }

    @Test func aDayThatIsNotAsExpectedIsNotCommitted() async throws {
        try await SimulatorProcess.run(rowsPerDay: 400, scenario: Self.doubled) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(Self.pipeline("accepted: { field: conn_id, values: [none] }"))", to: "pipeline.yaml")
            let outcome = try await place.run(["run", "pipeline.yaml", "--day", "\(Self.day)"])
            #expect(outcome.status == 65)
            #expect(
                outcome.errors.contains("error: cdr_1 of bogota on \(Self.day) is not as expected: accepted(conn_id)"))
            #expect(place.files(below: "output").filter { $0.contains("report=") } == [])
        }
    }

    @Test func aWarningStandsInTheRecordTheManifestAndOnStderr() async throws {
        try await SimulatorProcess.run(rowsPerDay: 400, scenario: Self.doubled) { simulator in
            let place = try Workplace(server: simulator.address)
            let pipeline = Self.pipeline("range: { field: time_seg, max: -1, action: warn }")
            try place.write("\(pipeline)", to: "pipeline.yaml")
            let outcome = try await place.run(["run", "pipeline.yaml", "--day", "\(Self.day)"])
            #expect(outcome.status == 0)
            let line = "warning: cdr_1 of bogota on \(Self.day): range(time_seg): "
            #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix(line) } == 1)
            let manifest = try place.json("output/report=cdr_1/source=bogota/day=\(Self.day)/_manifest.json")
            let warnings = try #require(manifest["warnings"] as? [[String: Any]])
            #expect(warnings.map { $0["expectation"] as? String } == ["range(time_seg)"])
            let record = try place.json(try #require(place.files(below: "output/_runs").first))
            let partitions = try #require(record["partitions"] as? [[String: Any]])
            let told = try #require(partitions.first?["warnings"] as? [[String: Any]])
            #expect(told.first?["message"] as? String == warnings.first?["message"] as? String)
        }
    }

    /// What stands twice may stand in two windows, one of them received by a process that died.
    @Test(arguments: [2, 12, 23]) func aDayThatIsTakenUpIsCheckedWhole(asked: Int) async throws {
        let scenario = Self.doubled + "  - when: { call: \(asked) }\n    do: hang\n"
        try await SimulatorProcess.run(rowsPerDay: 1200, scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            let expectation = "unique: { fields: [conn_id], action: warn }"
            try place.write("\(Self.pipeline(expectation))", to: "pipeline.yaml")
            let run = try await place.start(["run", "pipeline.yaml", "--day", "\(Self.day)"])
            try await simulator.waitForRequests(asked, of: run)
            run.send(SIGKILL)
            _ = try await run.end()
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(Self.day)"])
            #expect(try await simulator.requests().count == 24 + 1)

            try place.write("\(Self.pipeline(expectation, load: "{ to: calm }"))", to: "calm.yaml")
            try await place.succeed(["run", "calm.yaml", "--day", "\(Self.day)"])
            let messages = try ["output", "calm"].map { output -> String in
                let manifest = try place.json("\(output)/report=cdr_1/source=bogota/day=\(Self.day)/_manifest.json")
                let warnings = try #require(manifest["warnings"] as? [[String: Any]])
                return try #require(warnings.first?["message"] as? String)
            }
            #expect(messages[0].hasPrefix("\(messages[1].prefix { $0 != "(" })"))
            #expect(messages[1].contains("repeat"))
        }
    }

    @Test func driftIsToldOnceARun() async throws {
        let scenario = "rules:\n  - do: { drift: { add: { queue: north }, remove: [hang_up] } }\n"
        try await SimulatorProcess.run(rowsPerDay: 100, scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(reports: "  - cdr_1"))", to: "pipeline.yaml")
            let outcome = try await place.run(["run", "pipeline.yaml"] + LocalDays.last(3).flags)
            #expect(outcome.status == 0)
            let warnings = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
            #expect(warnings.count == 2)
            #expect(warnings.contains { $0.hasSuffix(#"the definition lacks: queue, such as "north""#) })
            #expect(warnings.contains { $0.hasSuffix("has the field hang_up") })
            let record = try place.json(try #require(place.files(below: "output/_runs").first))
            let drift = try #require(record["drift"] as? [[String: Any]])
            #expect(drift.map { $0["change"] as? String } == ["new_field", "vanished_field"])
            #expect(drift.first?["example"] as? String == "north")
        }
    }
}
