import Foundation
import Simulator
import Testing

/// One request of a token at a time, whoever makes it; tokens side by side.
@Suite struct TokenTests {
    private static let days = LocalDays.last(2)
    private static let latency = Duration.milliseconds(250)
    private static let scenario = "rules:\n  - do: { latency: 250ms }\n"

    @Test func twoProcessesTakeTurnsWithAToken() async throws {
        let scenario = "rules:\n  - do: { latency: 20ms }\n"
        try await Server.run(scenario, rowsPerDay: 60) { server in
            let place = try Workplace(server: server.address)
            var programs: [Program] = []
            for name in ["one", "two"] {
                let reports = Rehearsal(reports: ["cdr_1", "cdr_3"], span: "6h", load: "{ to: \(name) }")
                try place.write("\(reports)".replacing("name: rehearsal", with: "name: \(name)"), to: "\(name).yaml")
                programs.append(try await place.start(["run", "\(name).yaml", "--wait", "10m"] + Self.days.flags))
            }
            for program in programs {
                let outcome = try await program.end()
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(server.requests.count == 32)
            #expect(server.requests.allSatisfy { $0.underWay == 1 })
            #expect(try place.visible("one").data(of: "cdr_1", Self.days.map { "\($0)" }).count == 2)
            #expect(try place.visible("one").lines() == place.visible("two").lines())
        }
    }

    @Test func whoeverDoesNotWaitIsToldWhoHasTheToken() async throws {
        try await Server.run("rules:\n  - do: hang\n", rowsPerDay: 60) { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Rehearsal())", to: "one.yaml")
            try place.write("\(Rehearsal(load: "{ to: other }"))", to: "two.yaml")
            let holder = try await place.start(["run", "one.yaml"] + Self.days.flags)
            try await server.hasBeenAsked(1, by: holder)
            let refused = try await place.run(["run", "two.yaml"] + Self.days.flags)
            #expect(refused.status == 75)
            #expect(refused.lastBlock.first?.contains("pid \(holder.id)") == true)
            #expect(refused.lastBlock.joined().contains("--wait"))
            #expect(server.requests.count == 1)
            // The system gives the lease back when its holder dies.
            holder.send(SIGKILL)
            _ = try await holder.end()
            let next = try await place.start(["run", "two.yaml"] + Self.days.flags)
            try await server.hasBeenAsked(2, by: next)
            #expect(next.isRunning)
            next.send(SIGTERM)
            #expect(try await next.end().status == 143)
        }
    }

    @Test func eightTokensAreServedInParallel() async throws {
        try await Server.run(Self.scenario, rowsPerDay: 60) { server in
            let place = try Workplace(server: server.address)
            let sources = (1...8).map { (name: "site\($0)", token: "TOKEN_\($0)") }
            for source in sources { place.environment[source.token] = "\(Workplace.token)-\(source.name)" }
            let pipeline = Rehearsal(reports: ["cdr_1"], span: "6h", sources: sources)
            try place.write("\(pipeline)", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + Self.days.flags)
            let requests = server.requests
            #expect(Set(requests.compactMap(\.token)).count == 8 && requests.count == 64)
            #expect(requests.allSatisfy { $0.underWay == 1 })
            // Each takes as long as the latency at least, so those that came within it were under way together.
            let seconds = Double(Self.latency.components.attoseconds) / 1e18
            let together = requests.map { first in
                requests.count { $0.at >= first.at && $0.at.timeIntervalSince(first.at) < seconds }
            }
            #expect((together.max() ?? 0) >= 4)
        }
    }
}
