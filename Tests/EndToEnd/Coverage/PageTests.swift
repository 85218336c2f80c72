import Foundation
import TestSupport
import Testing

/// Page, `status` and `runs` say the same, and what the page says to do mends what it shows.
@Suite struct PageTests {
    /// A week in which one report fails for three days, one day is lost, and rows go to quarantine.
    private func badWeek(_ body: (Workplace, [String]) async throws -> Void) async throws {
        let days = LocalDays.last(7)
        let scenario = """
            rules:
              - when: { api: cdr_3, call: 1..2 }
                do: { status: 503 }
              - when: { api: cdr_1 }
                do: { malformed: { field: cost, value: "7,531", every: 11 } }

            """
        try await SimulatorProcess.run(scenario: scenario) { simulator in
            let place = try Workplace(server: simulator.address)
            let pipeline = PipelineText(
                reports: "  - cdr_1\n  - cdr_3\n  - cdr_6", more: "quality: { max_quarantined: 50% }")
            try place.write("\(pipeline)", to: "it's a bad week.yaml")
            let file = "it's a bad week.yaml"
            #expect(try await place.run(["run", file, "--report", "cdr_3"] + days.suffix(3).flags).status == 69)
            try await place.succeed(["run", file, "--report", "cdr_3"] + days.prefix(4).map(\.self).flags)
            try await place.succeed(["run", file, "--report", "cdr_1", "--report", "cdr_6"] + days.flags)
            try FileManager.default.removeItem(at: place.url("output/report=cdr_6/source=bogota/day=\(days[3])"))
            try await body(place, days.flags)
        }
    }

    @Test func thePageAgreesWithStatusAndRunsToTheRow() async throws {
        try await badWeek { place, _ in
            let html = try await place.succeed(["report", "output", "--to", "-"])
            let status = try await place.run(["status", "output", "--json"])
            #expect(status.status == 3)
            let days = try JSONDecoder().decode(StatusDocument.self, from: Data(status.output.utf8)).partitions
            let table = try Page.rows(of: "summary", in: html)
            #expect(table.map(\.[0]) == ["cdr_1", "cdr_3", "cdr_6"])
            for row in table {
                let own = days.filter { $0.report == row[0] }
                func count(_ states: String...) -> Int { own.count { states.contains($0.status) } }
                #expect(Page.number(row[2]) == count("there") && Page.number(row[3]) == count("empty"))
                #expect(Page.number(row[4]) == count("missing", "failed", "suspect", "damaged", "foreign"))
                #expect(Page.number(row[5]) == own.reduce(0) { $0 + ($1.rows ?? 0) })
                #expect(Page.number(row[6]) == own.reduce(0) { $0 + ($1.quarantined ?? 0) })
            }
            #expect(table.compactMap { Page.number($0[6]) }.reduce(0, +) > 0)
            #expect(html.contains("Not every day is there as it should be: 3 failed, 1 missing."))

            let runs = try JSONDecoder().decode(
                RunsDocument.self, from: Data(try await place.succeed(["runs", "output", "--json"]).utf8)
            ).runs
            let listed = try Page.rows(of: "run_list", in: html)
            #expect(listed.map(\.[0]) == runs.map(\.run) && runs.count == 3)
            for (row, run) in zip(listed, runs) {
                #expect(
                    row[3] == "\(run.exit_code)" && Page.number(row[5]) == run.rows && Page.number(row[6]) == run.calls)
            }
            // The rows of the days are those that the runs brought, but for the day that was lost since.
            let lost = try #require(runs.first).rows + runs[1].rows - days.reduce(0) { $0 + ($1.rows ?? 0) }
            #expect(lost > 0 && lost < 10)
        }
    }

    /// The commands as they stand on the page fill what it shows, and a page made afterwards has nothing to say.
    @Test(arguments: [["output"], ["it's a bad week.yaml"]])
    func theCommandsOfThePageFillTheGaps(target: [String]) async throws {
        try await badWeek { place, flags in
            let html = try await place.succeed(["report"] + target + ["--to", "-"])
            let commands = try Page.commands(of: html)
            // The pipeline file asks for yesterday too.
            #expect(commands.count == (target == ["output"] ? 2 : 3), "\(commands)")
            #expect(html.contains("This asks for the days again:"))
            #expect(try await place.shell(commands).allSatisfy { $0 == 0 })
            try await place.succeed(["status", "it's a bad week.yaml"] + flags)
            let after = try await place.succeed(["report"] + target + ["--to", "-"])
            #expect(after.contains("Every day is there.") && after.contains("Nothing: every day is there."))
            #expect(after.contains("Since then all of these days were made."))
            #expect(!after.contains("id=\"fill\""))
        }
    }
}
