import Foundation
import Testing

/// Pipelines that share a folder, and one that grows: nothing is lost, mixed or read twice.
@Suite struct TwoPipelinesTests {
    private static func source(_ name: String) -> String {
        "  - { name: \(name), endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", "
            + "time_zone: America/Bogota, \(PipelineText.patience) }"
    }

    private static let mask = "transform: [{ mask: { fields: [telephone], keep_last: 4 } }]"

    @Test func theOthersDaysStayUntilTheyAreTakenOver() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            try place.write("\(PipelineText(name: "one", reports: "  - cdr_1"))", to: "one.yaml")
            let masked = PipelineText(name: "two", reports: "  - cdr_1", more: Self.mask)
            try place.write("\(masked)", to: "two.yaml")
            try await place.succeed(["run", "one.yaml"] + days.flags)
            let before = try place.snapshot("output")
            let asked = try await simulator.requests().count

            for flags in [[], ["--missing-only"], ["--stale"], ["--dry-run"]] {
                let refused = try await place.run(["run", "two.yaml"] + days.flags + flags)
                #expect(refused.status == 78)
                #expect(refused.lastBlock.first?.contains("2 days of cdr_1 of bogota") == true)
            }
            #expect(try await simulator.requests().count == asked)
            #expect(try place.snapshot("output") == before)
            let status = try await place.run(["status", "two.yaml"] + days.flags)
            #expect(status.status == 3)
            #expect(status.lastBlock.first?.contains("--take-over") == true)
            #expect(status.lastBlock.first?.contains("--missing-only") == false)

            let taken = try await place.succeed(["run", "two.yaml", "--take-over"] + days.flags)
            #expect(taken.contains("2 partitions: 2 replaced"))
            #expect(try await place.run(["run", "one.yaml"] + days.flags).status == 78)
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    /// A newcomer's first weeks: another source, a mask, another format.
    @Test func whatIsAddedHalfWayMakesDaysStaleAndLosesNothing() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            func write(_ sources: [String], load: String = "{ to: output }", more: String = "") throws {
                let text = PipelineText(
                    sources: sources.map(Self.source).joined(separator: "\n"), reports: "  - cdr_1", load: load,
                    more: more)
                try place.write("\(text)", to: "mine.yaml")
            }
            try write(["bogota"])
            try await place.succeed(["run", "mine.yaml"] + days.flags)
            let first = try place.snapshot("output/report=cdr_1/source=bogota")

            try write(["bogota", "cali"])
            try await place.succeed(["run", "mine.yaml", "--missing-only"] + days.flags)
            #expect(try place.snapshot("output/report=cdr_1/source=bogota") == first)
            #expect(place.files(below: "output/report=cdr_1/source=cali").count == 4)

            try write(["bogota", "cali"], more: Self.mask)
            let status = try await place.succeed(["status", "mine.yaml"] + days.flags)
            #expect(status.components(separatedBy: " stale ").count == 5)
            let skipped = try await place.run(["run", "mine.yaml", "--missing-only"] + days.flags)
            #expect(skipped.status == 0 && skipped.errors.contains("run --stale"))
            let made = try await place.succeed(["run", "mine.yaml", "--stale"] + days.flags)
            #expect(made.contains("4 partitions: 4 replaced"))
            #expect(try await place.succeed(["run", "mine.yaml", "--stale"] + days.flags).contains("4 skipped"))

            try write(["bogota", "cali"], load: "{ to: output, format: csv }", more: Self.mask)
            #expect(try await place.succeed(["run", "mine.yaml", "--stale"] + days.flags).contains("4 replaced"))
            #expect(
                place.files(below: "output").allSatisfy { !$0.hasSuffix(".ndjson.gz") || $0.contains("_quarantine") })
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    @Test func aSourceThatWasRenamedIsNoticedAndMoved() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            func write(_ source: String) throws {
                let text = PipelineText(sources: Self.source(source), reports: "  - cdr_1")
                try place.write("\(text)", to: "mine.yaml")
            }
            try write("main")
            try await place.succeed(["run", "mine.yaml"] + days.flags)
            try write("bogota")
            let run = try await place.run(["run", "mine.yaml"] + days.flags)
            #expect(run.status == 0 && run.errors.contains("wolkvox-etl relocate output --source main=bogota"))
            let moved = try await place.succeed(["relocate", "output", "--source", "main=bogota"])
            #expect(moved == "0 days moved, 2 copies removed, 0 left\n")
            let again = try await place.run(["run", "mine.yaml"] + days.flags)
            #expect(again.output.contains("2 unchanged") && !again.errors.contains("relocate"))
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }

    /// Sources that were named side by side once are two sources, whatever one of them is called later.
    @Test func onlyTheOldNameOfARenamedSourceIsToBeMoved() async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run { simulator in
            let place = try Workplace(server: simulator.address)
            func write(_ sources: [String]) throws {
                let text = sources.map(Self.source).joined(separator: "\n")
                try place.write("\(PipelineText(sources: text, reports: "  - cdr_1"))", to: "mine.yaml")
            }
            try write(["bogota", "medellin"])
            try await place.succeed(["run", "mine.yaml"] + days.flags)
            #expect(try await place.run(["verify", "output"]).status == 0)
            try write(["cali", "medellin"])
            let run = try await place.run(["run", "mine.yaml"] + days.flags)
            #expect(run.errors.contains("--source bogota=cali") && !run.errors.contains("medellin="))
            let check = try await place.run(["verify", "output"])
            #expect(check.status == 65 && check.output.contains(", 1 problem"))
            #expect(check.output.contains("--source bogota=cali"))
            try await place.succeed(["relocate", "output", "--source", "bogota=cali"])
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }
}
