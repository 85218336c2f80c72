import Foundation
import Simulator
import Testing

/// One request of a token at a time, whoever makes it; tokens side by side.
@Suite struct TokenTests {
    private static let days = LocalDays.last(2)

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
        // As long as none is answered, those that have asked are under way together.
        try await Server.run("rules:\n  - do: hang\n", rowsPerDay: 60) { server in
            let place = try Self.placeOfEightTokens(server)
            let program = try await place.start(["run", "pipeline.yaml"] + Self.days.flags)
            while program.isRunning, Set(server.requests.compactMap(\.token)).count < 8 {
                try await Task.sleep(for: .milliseconds(2))
            }
            let requests = server.requests
            #expect(Set(requests.compactMap(\.token)).count == 8 && requests.count == 8)
            #expect(requests.allSatisfy { $0.underWay == 1 && $0.status == nil })
            program.send(SIGKILL)
            let outcome = try await program.end()
            #expect(outcome.status == 128 + SIGKILL, "\(outcome.errors)")
            #expect(try place.visible().isEmpty)
        }
        try await Server.run("rules:\n  - do: { latency: 250ms }\n", rowsPerDay: 60) { server in
            try await Self.placeOfEightTokens(server).succeed(["run", "pipeline.yaml"] + Self.days.flags)
            let requests = server.requests
            #expect(Set(requests.compactMap(\.token)).count == 8 && requests.count == 64)
            #expect(requests.allSatisfy { $0.underWay == 1 })
        }
    }

    private static func placeOfEightTokens(_ server: Server) throws -> Workplace {
        let place = try Workplace(server: server.address)
        let sources = (1...8).map { (name: "site\($0)", token: "TOKEN_\($0)") }
        for source in sources { place.environment[source.token] = "\(Workplace.token)-\(source.name)" }
        let pipeline = Rehearsal(reports: ["cdr_1"], span: "6h", limits: "{ timeout: 30m }", sources: sources)
        try place.write("\(pipeline)", to: "pipeline.yaml")
        return place
    }
}
