import Foundation
import Testing

@testable import FlatFiles

/// A kill before each step of a commit: the next start finishes or repeats it, and a reader sees the old or the new.
@Suite struct CommitStepKillTests {
    private static let days = LocalDays.last(3)
    private static let pipeline = Rehearsal(reports: ["cdr_1", "cdr_6"], span: "1d")
    private static let flags = ["--accept-empty"]

    /// Before: the first day has a quarantine, the second has not, the third will have no rows.
    private static let before = """
        rules:
          - when: { api: cdr_1, day: \(days[0]) }
            do: { malformed: { field: cost, value: x, every: 50 } }
        """
    /// After: the first day has no quarantine, the second has one, the third is empty.
    private static let after = """
        rules:
          - when: { api: cdr_1, day: \(days[1]) }
            do: { malformed: { field: cost, value: y, every: 50 } }
          - when: { api: cdr_1, day: \(days[2]) }
            do: empty
        """

    @Test func everyStepCanBeTheLast() async throws {
        let old = try Workplace()
        _ = try await Server.run(Self.before, seed: 7, rowsPerDay: 200) { server in
            try await old.succeed(try Self.words(old, server))
        }
        let files = try old.visible()
        try await Server.run(Self.after, rowsPerDay: 200) { server in
            let calm = try Workplace()
            try FileManager.default.copyItem(at: old.url("output"), to: calm.url("output"))
            try await calm.succeed(try Self.words(calm, server))
            let undisturbed = server.requests.count
            let expected = try calm.visible().filter { $0.key.hasSuffix(".gz") }
            for step in CommitStep.allCases {
                var reached = 0
                for occurrence in 1...6 {
                    let place = try Workplace()
                    try FileManager.default.copyItem(at: old.url("output"), to: place.url("output"))
                    place.environment["WOLKVOX_ETL_KILL_AT"] = "\(step.rawValue):\(occurrence)"
                    let asked = server.requests.count
                    let killed = try await place.run(try Self.words(place, server))
                    guard killed.status == 128 + SIGKILL else { break }
                    reached += 1
                    for (name, bytes) in try place.visible() where name.hasSuffix(".gz") {
                        #expect(bytes == files[name] || bytes == expected[name], "\(name) after \(step):\(occurrence)")
                    }
                    place.environment["WOLKVOX_ETL_KILL_AT"] = nil
                    try await place.succeed(try Self.words(place, server))
                    let visible = try place.visible().filter { $0.key.hasSuffix(".gz") }
                    #expect(visible == expected, "after a kill at \(step):\(occurrence)")
                    #expect(server.requests.count - asked <= undisturbed + 1, "after a kill at \(step):\(occurrence)")
                    #expect(try await place.run(["verify", "output"]).status == 0)
                }
                #expect(reached > 0, "no commit took the step \(step)")
            }
        }
    }

    private static func words(_ place: Workplace, _ server: Server) throws -> [String] {
        place.environment["WOLKVOX_ENDPOINT"] = server.address
        try place.write("\(pipeline)", to: "pipeline.yaml")
        return ["run", "pipeline.yaml"] + days.flags + flags
    }
}
