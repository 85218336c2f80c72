import ETL
import Foundation
import Testing

/// Days that pass while a process follows them, by a clock that waiting moves on.
@Suite struct FollowedWeekTests {
    private static let reports = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]

    /// The clock is turned back on 1 November; two processes die in the middle of a round, after the first an hour is lost,
    /// and for an hour the server is at its backups. Rows are edited late.
    @Test func aWeekEndsWithTheFilesOfANightlyRun() async throws {
        let place = try Workplace()
        let clock = try FollowedDays("2026-10-28", hour: 10, zone: "America/New_York", in: place)
        let scenario = """
            rules:
              - when: { call: [120, 430] }
                do: hang
              - when: { call: 300..310 }
                do: maintenance
              - when: { api: cdr_1 }
                do: { late_edit: { field: hang_up, value: EDITED, after: 10m, every: 7 } }
            """
        try await SimulatorProcess.run(
            rowsPerDay: 300, scenario: scenario, more: ["--zone", "America/New_York"], clock: clock
        ) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            try place.write("\(PipelineText.following("America/New_York", every: "1h"))", to: "pipeline.yaml")
            let end = try clock.now + 7 * 86_400
            for call in [120, 430] {
                let follow = try await place.start(["follow", "pipeline.yaml"])
                try await simulator.waitForRequests(call, of: follow)
                follow.send(SIGKILL)
                #expect(try await follow.end().status == 128 + SIGKILL)
                if call == 120 { try clock.set(clock.now + 3600) }
                #expect(try await place.run(["verify", "output"]).status == 0)
            }
            let follow = try await place.start(["follow", "pipeline.yaml"])
            try await clock.wait(until: end, of: follow)
            follow.send(SIGTERM)
            let outcome = try await follow.end()
            #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
            #expect(try await place.run(["verify", "output"]).status == 0)

            try place.write(
                "\(PipelineText.following("America/New_York", load: "{ to: calm }"))", to: "calm.yaml")
            // The process goes on past that instant until the signal reaches it, so days may have begun since.
            let days = Day("2026-10-28").map { $0...clock.day(at: end).advanced(by: -1) }
            for day in try #require(days) {
                try await place.succeed(["run", "calm.yaml", "--day", "\(day)"])
                for report in Self.reports {
                    let (file, calm) = (
                        place.dataFile(report, "\(day)"), place.dataFile(report, "\(day)", in: "calm")
                    )
                    let bytes = try? Data(contentsOf: place.url(file))
                    #expect(bytes == (try? Data(contentsOf: place.url(calm))), "\(file)")
                    let manifest = try place.json("output/report=\(report)/source=bogota/day=\(day)/_manifest.json")
                    #expect(manifest["state"] as? String == "final", "\(file)")
                }
            }
        }
    }

    /// Calls that would be spent by noon last until midnight, and the day is closed.
    @Test func roundsAreSpreadWhereCallsAreFew() async throws {
        let place = try Workplace()
        let clock = try FollowedDays("2026-10-07", hour: 6, zone: "America/Bogota", in: place)
        try await SimulatorProcess.run(rowsPerDay: 100, clock: clock) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            let pipeline = PipelineText.following("America/Bogota", source: ", calls_per_day: 300")
            try place.write("\(pipeline)", to: "pipeline.yaml")
            let start = try clock.now
            let follow = try await place.start(["follow", "pipeline.yaml"])
            try await clock.wait(until: start + 18 * 3600 - 60, of: follow)
            // The clock goes on while they are fetched: what is asked for at midnight or later is of the next day.
            let beforeMidnight = try await simulator.requests().filter { $0.dateEnd ?? "" < "20261007235959" }
            try await clock.wait(until: start + 20 * 3600, of: follow)
            follow.send(SIGTERM)
            let outcome = try await follow.end()
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("calls left until midnight, so the next round begins"))
            #expect(beforeMidnight.count <= 300 && beforeMidnight.count > 250, "\(beforeMidnight.count)")
            let last = try #require(beforeMidnight.compactMap(\.dateEnd).filter { $0.hasPrefix("20261007") }.max())
            #expect(last > "20261007230000", "the last slice before midnight ends late")
            for report in Self.reports {
                let manifest = try place.json("output/report=\(report)/source=bogota/day=2026-10-07/_manifest.json")
                #expect(manifest["state"] as? String == "final", "\(report)")
            }
        }
    }

    /// Days that are not over lie apart, and move to their place when they are.
    @Test func openDaysLieApartUntilTheyAreFinal() async throws {
        let place = try Workplace()
        let clock = try FollowedDays("2026-10-07", hour: 20, zone: "America/Bogota", in: place)
        try await SimulatorProcess.run(rowsPerDay: 200, clock: clock) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            let load = "{ to: output, open_days: apart }"
            try place.write("\(PipelineText.following("America/Bogota", load: load))", to: "pipeline.yaml")
            try await place.succeed(["follow", "pipeline.yaml", "--for", "2h"])
            let (apart, final) = (
                place.dataFile("cdr_1", "2026-10-07", in: "output/_open"), place.dataFile("cdr_1", "2026-10-07")
            )
            #expect(try await !place.lines(apart).isEmpty)
            #expect(!FileManager.default.fileExists(atPath: place.path(final)))
            #expect(try await place.run(["verify", "output"]).status == 0)
            #expect(try await place.run(["verify", "output/_open"]).status == 0)
            try await place.succeed(["follow", "pipeline.yaml", "--for", "4h"])
            #expect(try await !place.lines(final).isEmpty)
            #expect(!FileManager.default.fileExists(atPath: place.path(apart)))
            #expect(!place.files(below: "output/_open/report=cdr_1").contains { $0.contains("2026-10-07") })
        }
    }

    /// Neither gets in the other's way, and the server never sees two requests of the token at once.
    @Test func aRunBesideItGetsItsTurn() async throws {
        let place = try Workplace()
        let clock = try FollowedDays("2026-10-07", hour: 6, zone: "America/Bogota", in: place)
        let scenario = "simultaneous: 1\nrules:\n  - do: { latency: 20ms }\n"
        try await SimulatorProcess.run(rowsPerDay: 200, scenario: scenario, clock: clock) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            try place.write("\(PipelineText.following("America/Bogota"))", to: "pipeline.yaml")
            let follow = try await place.start(["follow", "pipeline.yaml", "--wait", "1d", "--for", "6h"])
            try await simulator.waitForRequests(7, of: follow)
            for _ in 0..<3 {
                let run = try await place.run(
                    ["run", "pipeline.yaml", "--from", "-3d", "--to", "yesterday", "--wait", "1d"])
                #expect(run.status == 0, "\(run.errors)")
            }
            let outcome = try await follow.end()
            #expect(outcome.status == 0)
            #expect(!outcome.errors.contains("failed"), "\(outcome.errors.suffix(2000))")
            let statuses = try await simulator.requests().map(\.status)
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 404 })
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
    }
}
