import Foundation
import TestSupport
import Testing

/// OpenLineage events of real runs, validated against the specification.
@Suite struct LineageTests {
    private struct Event: Decodable {
        struct Run: Decodable {
            struct Facets: Decodable {
                struct Message: Decodable { var message: String }
                struct Parent: Decodable {
                    struct Job: Decodable {
                        var namespace: String
                        var name: String
                    }
                    var job: Job
                }
                var errorMessage: Message?
                var parent: Parent?
            }
            var runId: String
            var facets: Facets
        }
        struct Dataset: Decodable {
            struct Facets: Decodable {
                struct Columns: Decodable {
                    struct Column: Decodable {
                        struct Input: Decodable {
                            struct Change: Decodable { var masking: Bool }
                            var field: String
                            var transformations: [Change]
                        }
                        var inputFields: [Input]
                    }
                    var fields: [String: Column]
                }
                var columnLineage: Columns?
            }
            struct Written: Decodable {
                struct Statistics: Decodable {
                    var rowCount: Int
                    var fileCount: Int
                }
                struct Subset: Decodable {
                    struct Condition: Decodable {
                        struct Partition: Decodable { var dimensions: [String: String] }
                        var partitions: [Partition]
                    }
                    var outputCondition: Condition
                }
                var outputStatistics: Statistics
                var subset: Subset
            }
            var namespace: String
            var name: String
            var facets: Facets
            var outputFacets: Written?
        }
        var eventType: String
        var run: Run
        var inputs: [Dataset]
        var outputs: [Dataset]
    }

    private static func pipeline(_ lineage: String) -> String {
        "\(PipelineText(reports: "  - cdr_1\n  - cdr_6", more: "lineage: \(lineage)\ntransform: [{ mask: { fields: [telephone], keep_last: 2 } }]"))"
    }

    private static func place(_ lineage: String = "{ file: lineage.ndjson, namespace: ours }") throws -> Workplace {
        let place = try Workplace()
        try place.write(pipeline(lineage), to: "pipeline.yaml")
        return place
    }

    private static func run(_ place: Workplace, scenario: String? = nil, _ words: [String] = []) async throws
        -> Program.Outcome
    {
        try await SimulatorProcess.run(scenario: scenario.map { $0 + "\n" }) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            return try await place.run(["run", "pipeline.yaml"] + words)
        }
    }

    /// The events of some lines, which hold to the specification.
    private static func events(_ text: String) async throws -> [Event] {
        _ = try await Python.run("check_lineage.py", [], input: text)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    }

    @Test func aRunBeginsAndEndsOnceAndNamesNoDay() async throws {
        let place = try Self.place()
        place.environment["OPENLINEAGE_PARENT_ID"] = "airflow/etl.nightly/0198c6a4-58a8-7c1c-9d0f-0d5e6a0d8f11"
        let days = ["--from", "-2d", "--to", "yesterday"]
        #expect(try await Self.run(place, days).status == 0)
        #expect(
            try await Self.run(place, scenario: "rules: [{ when: { api: cdr_6 }, do: { status: 503 } }]").status == 3)
        let failed = try await Self.run(place, scenario: "rules: [{ do: bad_token }]")
        #expect(failed.status == 77)
        let events = try await Self.events(try place.text("lineage.ndjson"))
        #expect(events.map(\.eventType) == ["START", "COMPLETE", "START", "COMPLETE", "START", "FAIL"])
        #expect(Set(events.map(\.run.runId)).count == 3)
        #expect(stride(from: 0, to: 6, by: 2).allSatisfy { events[$0].run.runId == events[$0 + 1].run.runId })
        let ids = try await Tool.run(
            "python3",
            ["-c", "import sys, uuid\nfor name in sys.argv[1:]: print(uuid.uuid5(uuid.NAMESPACE_URL, name))"]
                + FileManager.default.contentsOfDirectory(atPath: place.path("output/_runs")).sorted().map {
                    String($0.dropLast(".json".count))
                })
        #expect(
            String(decoding: ids, as: UTF8.self).split(separator: "\n").map(String.init)
                == [0, 2, 4].map { events[$0].run.runId })
        #expect(events.allSatisfy { $0.run.facets.parent?.job.name == "etl.nightly" })
        for event in events {
            #expect(event.inputs.map(\.namespace) == ["http://127.0.0.1", "http://127.0.0.1"])
            #expect(event.outputs.map(\.name) == ["cdr_1", "cdr_6"].map { place.path("output/report=\($0)") })
            #expect(event.outputs.allSatisfy { $0.namespace == "file" })
            #expect(event.outputs.allSatisfy { ($0.outputFacets == nil) == (event.eventType == "START") })
            let telephone = try #require(event.outputs[0].facets.columnLineage?.fields["telephone"]?.inputFields.first)
            #expect(telephone.field == "telephone" && telephone.transformations.first?.masking == true)
        }
        let written = try #require(events[1].outputs[0].outputFacets)
        #expect(written.subset.outputCondition.partitions.count == 2 && written.outputStatistics.fileCount == 2)
        let first = try #require(try FileManager.default.contentsOfDirectory(atPath: place.path("output/_runs")).min())
        let partitions = try #require(try place.json("output/_runs/\(first)")["partitions"] as? [[String: Any]])
        let rows = partitions.filter { $0["report"] as? String == "cdr_1" }.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) }
        #expect(written.outputStatistics.rowCount == rows && rows > 0)
        #expect(events[3].outputs[1].outputFacets?.subset.outputCondition.partitions.isEmpty == true)
        #expect(events[5].run.facets.errorMessage?.message.contains("refused the token") == true)
        #expect(try Self.marks(place) == [])
    }

    private static func marks(_ place: Workplace) throws -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: place.path("state/lineage"))) ?? []
    }

    @Test(arguments: [SIGKILL, SIGTERM]) func aRunThatIsEndedIsAborted(signal: Int32) async throws {
        let place = try Self.place()
        try await SimulatorProcess.run(scenario: .hanging(at: 1)) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            let program = try await place.start(["run", "pipeline.yaml"])
            try await simulator.waitForRequests(1, of: program)
            // A run of another report beside it does not take it for dead.
            if signal == SIGKILL {
                #expect(try await place.run(["run", "pipeline.yaml", "--report", "cdr_6"]).status == 75)
                let lines = try place.text("lineage.ndjson").split(separator: "\n").filter { $0.contains("\"ABORT\"") }
                #expect(lines.isEmpty)
                let own = try place.text("lineage.ndjson").split(separator: "\n")[0]
                try place.write("\(own)\n", to: "lineage.ndjson")
            }
            program.send(signal)
            #expect(try await program.end().status == 128 + signal)
        }
        let before = try await Self.events(try place.text("lineage.ndjson")).map(\.eventType)
        #expect(before == (signal == SIGKILL ? ["START"] : ["START", "ABORT"]))
        #expect(try await Self.run(place, ["--fresh"]).status == 0)
        let events = try await Self.events(try place.text("lineage.ndjson"))
        #expect(events.map(\.eventType) == ["START", "ABORT", "START", "COMPLETE"])
        #expect(events[0].run.runId == events[1].run.runId && events[1].run.runId != events[2].run.runId)
        #expect(try Self.marks(place) == [])
    }

    /// What a server did not take is not lost, and a run that went well is not taken for a killed one.
    @Test func aServerGetsItsEventsOnceItIsBack() async throws {
        let place = try Self.place("{ url: \"${LINEAGE_URL}\" }")
        place.environment["LINEAGE_URL"] = "http://127.0.0.1:1/api/v1/lineage?key=l1neage-s3cr3t"
        let gone = try await Self.run(place)
        #expect(gone.status == 0)
        #expect(gone.errors.contains("warning: lineage: the server could not be reached"))
        #expect(!gone.errors.contains("127.0.0.1:1") && !gone.errors.contains("l1neage-s3cr3t"))
        try await ScriptedServer.run([ScriptedAnswer(status: 201, "")]) { server in
            place.environment["LINEAGE_URL"] = "\(server.address)/api/v1/lineage?key=l1neage-s3cr3t"
            let back = try await Self.run(place)
            #expect(back.status == 0)
            let text = server.requests.map { String(decoding: $0.body, as: UTF8.self) }.joined(separator: "\n")
            let events = try await Self.events(text)
            #expect(events.map(\.eventType) == ["COMPLETE", "START", "COMPLETE"])
            #expect(server.requests.allSatisfy { $0.target == "/api/v1/lineage?key=l1neage-s3cr3t" })
        }
        #expect(try Self.marks(place) == [])
    }

    @Test func aServerThatHangsChangesNothing() async throws {
        try await ScriptedServer.run([.hang]) { server in
            let place = try Self.place("{ url: \"\(server.address)/\" }")
            let outcome = try await Self.run(place)
            #expect(
                outcome.status == 0 && outcome.errors.contains("warning: lineage: the server gave no answer in time"))
        }
    }
}
