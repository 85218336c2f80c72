import Foundation
import Testing

/// One night of one report.
struct Cell: Sendable {
    let night: Night
    let report: String
    let baseline: Baseline

    /// What is not as it should be; nothing, if all is.
    func complaints() async throws -> [String] {
        // The files mean the earlier of two days that have just passed; the matrix takes working days.
        let scenario = try String(contentsOf: Scenarios.file(night.scenario), encoding: .utf8)
            .replacing("days_ago: 3", with: "days_ago: \(baseline.daysSinceFirst)")
        let quiet = night.hasDaysOfItsOwn ? try await quietNight(scenario) : baseline.quiet
        let place = try Workplace()
        try FileManager.default.copyItem(at: baseline.committed, to: place.url("output"))
        let before = try place.visible()
        let expected = night.expected(report)
        var complaints = try await Server.run(scenario) { server in
            let (outcome, commandLine) = try await run(place, server)
            var complaints = outcome.status == expected.exitCode ? [] : ["exit \(outcome.status): \(outcome.errors)"]
            let said = outcome.output + outcome.errors + commandLine
            if said.contains(Workplace.token) { complaints.append("the token was shown") }
            return complaints
        }
        let after = try place.visible()
        if after.others(than: report, baseline.days) != before.others(than: report, baseline.days) {
            complaints.append("other partitions were touched")
        }
        complaints += try differences(expected, quiet: quiet, before: before, after: after)
        complaints += try place.leaks().map { "the token stands in \($0)" }
        if expected.exitCode != 0 { complaints += try await nextNight(place, quiet) }
        return complaints
    }

    private func differences(
        _ expected: Outcome, quiet: [String: Data], before: [String: Data], after: [String: Data]
    ) throws -> [String] {
        let days = baseline.days
        let (old, new, right) = (
            before.data(of: report, days), after.data(of: report, days), quiet.data(of: report, days)
        )
        func complain(_ text: String, unless isRight: Bool) -> [String] { isRight ? [] : [text] }
        switch expected {
        case .recovers:
            return complain("the rows are not those of a quiet night", unless: new == right)
        case .recoversReordered:
            return complain("the rows are not those of a quiet night", unless: try new.lines() == right.lines())
        case .takesNewValues:
            let count = try right.lines().count
            return try complain("\(new.lines().count) rows, not \(count)", unless: new.lines().count == count)
                + complain("no value is new", unless: new != right)
        case .quarantines:
            let (written, all) = (try new.lines(), try right.lines())
            let hidden = try after.filter { $0.key.hasPrefix("_quarantine/report=\(report)/") }.lines()
            return complain("a row is as on no quiet night", unless: Set(written).isSubset(of: all))
                + complain("nothing is in quarantine", unless: !hidden.isEmpty)
                + complain("rows are missing", unless: written.count + hidden.count == all.count)
        case .suspects:
            return complain("the old rows did not stay", unless: new == old)
        case .fails:
            return complain("something changed", unless: after == before)
        case .stops:
            let whole = after.data(of: report, [days[1]]) == quiet.data(of: report, [days[1]])
            let kept = after.data(of: report, [days[0]]) == before.data(of: report, [days[0]])
            return complain("the day that came whole is not there", unless: whole)
                + complain("the day that did not come changed", unless: kept)
        }
    }

    /// The same command on the quiet night after makes all good.
    private func nextNight(_ place: Workplace, _ quiet: [String: Data]) async throws -> [String] {
        let outcome = try await Server.run { try await run(place, $0).outcome }
        let isGood = try place.visible().data(of: report, baseline.days) == quiet.data(of: report, baseline.days)
        return outcome.status == 0 && isGood ? [] : ["the night after ends with \(outcome.status): \(outcome.errors)"]
    }

    /// What the server's days look like without its faults.
    private func quietNight(_ scenario: String) async throws -> [String: Data] {
        let switches = scenario.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != "rules:" }
        return try await Server.run(switches.joined(separator: "\n")) { server in
            let place = try Workplace()
            _ = try await run(place, server)
            return try place.visible()
        }
    }

    private func run(
        _ place: Workplace, _ server: Server
    ) async throws -> (outcome: Program.Outcome, commandLine: String) {
        place.environment["WOLKVOX_ENDPOINT"] = server.address
        try place.write("\(Rehearsal(span: night.span, limits: night.limits))", to: "pipeline.yaml")
        let program = try await place.start(
            ["run", "pipeline.yaml", "--report", report] + baseline.flags + night.flags)
        let list = try? String(contentsOfFile: "/proc/\(program.id)/cmdline", encoding: .utf8)
        return (try await program.end(), list ?? "")
    }
}
