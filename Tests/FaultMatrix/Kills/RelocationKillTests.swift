import Foundation
import Simulator
import Testing

/// A lake of the layout of version 0.1 that is moved by processes which are killed again and again: every day is whole in
/// one place at every moment, and every file keeps its bytes.
@Suite struct RelocationKillTests {
    private static let days = LocalDays.last(1_001)
    private static let scenario = """
        rules:
          - when: { api: cdr_1 }
            do: { malformed: { field: cost, value: x, every: 20 } }
        """

    @Test func aThousandDaysMoveWhole() async throws {
        let place = try Workplace()
        let model = try #require(Self.days.last)
        try await Server.run(Self.scenario, rowsPerDay: 40) { server in
            place.environment["WOLKVOX_ENDPOINT"] = server.address
            let quality = "quality: { max_quarantined: 50% }"
            try place.write("\(Rehearsal(reports: ["cdr_1"], more: quality))", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(model)"])
        }
        let original = try place.visible()

        var kills = 0
        // The first process may come to its end before its kill reaches it; then all days are moved once more.
        for _ in 0..<20 where kills == 0 {
            let expected = try multiply(original, of: "\(model)", in: place)
            while try await isKilled(place) {
                kills += 1
                try #require(kills < 200)
                let folders = place.files(below: "output").filter { $0.hasPrefix("output/report=") }
                    .map { $0.split(separator: "/").dropFirst(2).dropLast().joined(separator: "/") }
                let files = Dictionary(grouping: folders, by: { $0.split(separator: "=").last ?? "" })
                #expect(files.count == Self.days.count)
                #expect(files.values.allSatisfy { $0.count == 2 && $0[0] == $0[1] }, "after kill \(kills)")
            }
            #expect(try place.visible() == expected)
            #expect(try await place.run(["verify", "output"]).status == 0)
        }
        #expect(kills > 0)
        print("1,001 days moved in spite of \(kills) kills")
    }

    /// Makes a lake of the old layout out of the files of one day, and returns what the new layout must hold.
    private func multiply(_ original: [String: Data], of model: String, in place: Workplace) throws -> [String: Data] {
        var expected: [String: Data] = [:]
        for (name, bytes) in original {
            for day in Self.days {
                let text = name.hasSuffix(".json") ? String(decoding: bytes, as: UTF8.self) : nil
                let content = text.map { Data($0.replacing(model, with: "\(day)").utf8) } ?? bytes
                let target = name.replacing(model, with: "\(day)")
                expected[target] = content
                let url = place.url("output/" + target.replacing("source=bogota/", with: ""))
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try content.write(to: url)
            }
        }
        for start in ["output/report=cdr_1/source=bogota", "output/_quarantine/report=cdr_1/source=bogota"] {
            try FileManager.default.removeItem(at: place.url(start))
        }
        return expected
    }

    /// Starts to move and kills it when some more days have moved; false if it came to its end.
    private func isKilled(_ place: Workplace) async throws -> Bool {
        let goal = moved(place) + Int.random(in: 1...150)
        let program = try await place.start(["relocate", "output"])
        while program.isRunning, moved(place) < goal { try await Task.sleep(for: .milliseconds(2)) }
        program.send(SIGKILL)
        let outcome = try await program.end()
        if outcome.status == 128 + SIGKILL { return true }
        try #require(outcome.status == 0, "\(outcome.errors)")
        return false
    }

    /// How many days lie in their new place.
    private func moved(_ place: Workplace) -> Int {
        let folder = place.path("output/report=cdr_1/source=bogota")
        return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.count ?? 0
    }
}
