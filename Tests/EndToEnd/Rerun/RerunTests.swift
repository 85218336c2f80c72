import Foundation
import Testing

@Suite struct RerunTests {
    @Test(arguments: ["ndjson", "csv"])
    func theSameRowsTouchNothing(format: String) async throws {
        let days = LocalDays.last(4)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(load: "{ to: output, format: \(format) }"))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            let first = try place.snapshot("output")
            #expect(first.count > 30)
            let again = try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            #expect(again.contains("20 partitions: 20 unchanged"))
            #expect(try place.snapshot("output") == first)
            #expect(place.files(below: "output/_runs").count == 2)
            #expect(place.files(below: "output/_staging").allSatisfy { $0.hasSuffix(".lock") })
        }
    }

    /// How a day is cut into windows changes the calls, and not a byte of the rows.
    @Test func otherWindowsTouchNoDataFile() async throws {
        let days = LocalDays.last(3)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText())", to: "wide.yaml")
            try place.write("\(PipelineText(span: "5h"))", to: "narrow.yaml")
            try await place.succeed(["run", "wide.yaml"] + days.flags)
            let first = try place.snapshot("output").filter { $0.key.hasSuffix(".gz") }
            try await place.succeed(["run", "narrow.yaml"] + days.flags)
            #expect(try place.snapshot("output").filter { $0.key.hasSuffix(".gz") } == first)
        }
    }

    @Test func anotherSeedReplacesTheDaysThatChanged() async throws {
        let days = LocalDays.last(3)
        let place = try Workplace()
        try place.write("\(PipelineText(reports: "  - cdr_1\n  - diagram_9"))", to: "pipeline.yaml")
        var snapshots: [[String: Workplace.Snapshot]] = []
        for seed in [1, 2] {
            try await SimulatorProcess.run(seed: seed) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            }
            snapshots.append(try place.snapshot("output").filter { $0.key.hasSuffix(".gz") })
        }
        #expect(snapshots[0].count == 6)
        #expect(snapshots[0].keys == snapshots[1].keys)
        #expect(snapshots[0].allSatisfy { snapshots[1][$0.key]?.bytes != $0.value.bytes })
    }

    @Test func aLateEditReplacesItsDayAlone() async throws {
        let days = LocalDays.last(3)
        let place = try Workplace()
        try place.write("\(PipelineText(reports: "  - cdr_1\n  - cdr_3", span: "1d"))", to: "pipeline.yaml")
        let edit = """
            rules:
              - when: { api: cdr_1, day: \(days[1]) }
                do: { late_edit: { field: comment, value: corregido, every: 7 } }
            """
        var snapshots: [[String: Workplace.Snapshot]] = []
        for scenario in [nil, edit] {
            try await SimulatorProcess.run(scenario: scenario) { simulator in
                place.environment["WOLKVOX_ENDPOINT"] = simulator.address
                try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            }
            snapshots.append(try place.snapshot("output"))
        }
        let changed = snapshots[1].filter { snapshots[0][$0.key] != $0.value }.keys.sorted()
        let folder = "output/report=cdr_1/source=bogota/day=\(days[1])"
        #expect(changed == ["\(folder)/_manifest.json", "\(folder)/cdr_1-\(days[1]).ndjson.gz"])
        let text = try await place.unpacked(place.dataFile("cdr_1", "\(days[1])"))
        #expect(String(decoding: text, as: UTF8.self).contains("corregido"))
    }
}
