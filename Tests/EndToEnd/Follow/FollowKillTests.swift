import ETL
import Foundation
import TestSupport
import Testing

@Suite struct FollowKillTests {
    private static let kills = 40

    /// What a reader sees of a followed day at any moment: whole files, each row once, and no row gone that was there.
    @Test func aReaderNeverSeesLessThanBefore() async throws {
        let place = try Workplace()
        // Both reports have rows by then.
        let clock = try FollowedDays("2026-10-07", hour: 10, zone: "America/Bogota", in: place)
        try await SimulatorProcess.run(rowsPerDay: 2000, clock: clock) { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            let reports = "  - cdr_1\n  - diagram_9"
            try place.write("\(PipelineText.following("America/Bogota", reports: reports))", to: "pipeline.yaml")
            try await place.succeed(["follow", "pipeline.yaml", "--once"])
            var random = SplitMix(state: 15)
            var readers: [String: Reader] = [:]
            for report in ["cdr_1", "diagram_9"] {
                readers[report] = Reader(file: place.dataFile(report, "2026-10-07"), place: place)
            }
            for _ in 0..<Self.kills {
                // Twenty minutes of the day at most, so that it lasts for all of them however slow the machine is.
                let follow = try await place.start(["follow", "pipeline.yaml", "--for", "20m"])
                let moment = Int.random(in: 30...300, using: &random)
                for _ in 0..<4 {
                    try await Task.sleep(for: .milliseconds(moment / 4))
                    for report in readers.keys { try await readers[report]?.look() }
                }
                follow.send(SIGKILL)
                _ = try await follow.end()
                for report in readers.keys { try await readers[report]?.look() }
            }
            try await place.succeed(["follow", "pipeline.yaml", "--once"])
            for report in readers.keys { try await readers[report]?.look() }
            #expect(try await place.run(["verify", "output"]).status == 0)
            var kills = 0
            let requests = try await simulator.requests()
            for report in readers.keys {
                let ends = requests.filter { $0.api == report }.compactMap(\.dateEnd).compactMap(
                    LocalTime.init(compact:))
                kills += zip(ends, ends.dropFirst()).count { $1.seconds - $0.seconds < 150 }
            }
            // The first of the last process is made at once.
            #expect(kills <= Self.kills + 2, "a kill costs one call at most")
            for (report, reader) in readers {
                let sent = try await simulator.rows(report, "2026-10-07").count
                #expect(reader.rows.count <= sent && !reader.rows.isEmpty)
                #expect(reader.looks > Self.kills)
            }
        }
    }

    /// One who reads a file again and again.
    private struct Reader {
        let file: String
        let place: Workplace
        private(set) var rows: Set<String> = []
        private(set) var looks = 0

        init(file: String, place: Workplace) {
            self.file = file
            self.place = place
        }

        mutating func look() async throws {
            guard FileManager.default.fileExists(atPath: place.path(file)) else { return }
            let lines = try await place.lines(file)
            let now = Set(lines)
            #expect(now.count == lines.count, "a row is there twice")
            #expect(now.isSuperset(of: rows), "a row is gone")
            rows = now
            looks += 1
        }
    }
}
