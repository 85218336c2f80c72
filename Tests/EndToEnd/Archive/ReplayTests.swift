import ETL
import Foundation
import TestSupport
import Testing

/// Days made again from the answers that an archive has kept.
@Suite struct ReplayTests {
    private static let days = LocalDays.last(3)

    private static func pipeline(_ reports: String = PipelineText.fiveReports, keepLast: Int = 4) -> String {
        PipelineText(
            reports: reports, span: "1d",
            more: """
                transform: [{ mask: { fields: [telephone], keep_last: \(keepLast) } }]
                archive: { to: archive, keep: 30d }
                """
        ).description
    }

    private static var range: [String] { ["--from", "\(days[0])", "--to", "\(days[2])"] }

    /// Runs the pipeline against a simulator that is gone when `body` runs, and hands over what it wrote.
    private static func archived(
        _ reports: String = PipelineText.fiveReports,
        _ body: (Workplace, [String: Workplace.Snapshot]) async throws -> Void
    ) async throws {
        let place = try Workplace()
        try place.write(pipeline(reports), to: "pipeline.yaml")
        try await SimulatorProcess.run { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            place.environment["WOLKVOX_TOKEN"] = "a-token-of-the-simulator"
            try await place.succeed(["run", "pipeline.yaml"] + range)
        }
        place.environment["WOLKVOX_TOKEN"] = nil
        try await body(place, try written(place))
    }

    /// Data and quarantine, but not the manifests, which say when and in how many calls.
    private static func written(_ place: Workplace) throws -> [String: Workplace.Snapshot] {
        try place.snapshot("output").filter { $0.key.hasSuffix(".gz") }
    }

    @Test func itGivesTheBytesOfTheRunWithoutACall() async throws {
        try await Self.archived { place, before in
            #expect(before.count >= 15)
            try FileManager.default.removeItem(at: place.url("output"))
            let record = try await place.succeed(["replay", "pipeline.yaml", "--json"] + Self.range)
            #expect(record.contains("\"rows_from\" : \"archive\"") && record.contains("\"total\" : 0"))
            #expect(try Self.written(place).mapValues(\.bytes) == before.mapValues(\.bytes))
            let status = try await place.succeed(["status", "pipeline.yaml", "--json"] + Self.range)
            #expect(status.components(separatedBy: "\"rows_from\" : \"archive\"").count == 16)
            #expect(try await place.succeed(["verify", "output"]).contains("0 problems"))
        }
    }

    /// What the keys say of the server was not so when it was asked: the days fail, and what is there stays.
    @Test(arguments: ["selects: { cdr_1: window }", "ends: exclusive"])
    func answersThatWereAskedForInAnotherWayMakeNoDay(key: String) async throws {
        let place = try Workplace()
        let before = "\(Self.pipeline("  - cdr_1\n"))".replacing("span: 1d", with: "span: 3d")
        try place.write(before, to: "pipeline.yaml")
        try await SimulatorProcess.run { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            place.environment["WOLKVOX_TOKEN"] = "a-token-of-the-simulator"
            try await place.succeed(["run", "pipeline.yaml"] + Self.range)
        }
        let written = try Self.written(place)
        #expect(place.files(below: "archive").count == 2, "one answer over three days")
        try place.write(
            before.replacing("time_zone: America/Bogota,", with: "time_zone: America/Bogota, \(key),"), to: "other.yaml"
        )
        let outcome = try await place.run(["replay", "other.yaml"] + Self.range)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.errors.contains("the archive has no answer for"))
        #expect(try Self.written(place) == written)
    }

    /// Days that one answer brought together are made one by one, and in pairs.
    @Test(arguments: [[0], [1], [2], [0, 1], [1, 2]]) func aPartOfAnAnswerMakesItsDays(wanted: [Int]) async throws {
        let place = try Workplace()
        try place.write(
            "\(Self.pipeline("  - cdr_1\n  - diagram_9\n"))".replacing("span: 1d", with: "span: 3d"),
            to: "pipeline.yaml")
        try await SimulatorProcess.run { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            place.environment["WOLKVOX_TOKEN"] = "a-token-of-the-simulator"
            try await place.succeed(["run", "pipeline.yaml"] + Self.range)
        }
        #expect(place.files(below: "archive").count == 4, "one answer of each report over three days")
        let days = wanted.map { "\(Self.days[$0])" }
        let before = try Self.written(place).filter { file, _ in days.contains { file.contains($0) } }
        try FileManager.default.removeItem(at: place.url("output"))
        try await place.succeed(["replay", "pipeline.yaml", "--from", days[0], "--to", days[days.count - 1]])
        #expect(try Self.written(place).mapValues(\.bytes) == before.mapValues(\.bytes))
    }

    @Test func whatIsThereAlreadyIsLeftUntouched() async throws {
        try await Self.archived("  - cdr_1\n") { place, before in
            try await place.succeed(["replay", "pipeline.yaml"] + Self.range)
            #expect(try Self.written(place) == before)
            #expect(
                !(try await place.succeed(["status", "pipeline.yaml", "--json"] + Self.range)).contains("rows_from"))
        }
    }

    @Test func aChangedMaskGivesWhatARunWithItGives() async throws {
        let place = try Workplace()
        try await SimulatorProcess.run { simulator in
            place.environment["WOLKVOX_ENDPOINT"] = simulator.address
            place.environment["WOLKVOX_TOKEN"] = "a-token-of-the-simulator"
            try place.write(Self.pipeline(), to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + Self.range)
            try place.write(Self.pipeline(keepLast: 2), to: "pipeline.yaml")
            try await place.succeed(["replay", "pipeline.yaml", "--stale"] + Self.range)
            let replayed = try Self.written(place)
            try FileManager.default.removeItem(at: place.url("output"))
            try await place.succeed(["run", "pipeline.yaml"] + Self.range)
            #expect(try Self.written(place).mapValues(\.bytes) == replayed.mapValues(\.bytes))
        }
    }

    @Test(arguments: ["missing", "cut", "flipped", "without its note", "foreign"])
    func aDamagedAnswerFailsItsDayByName(how: String) async throws {
        try await Self.archived("  - cdr_1\n") { place, before in
            let folder = "archive/source=bogota/report=cdr_1"
            let middle = "\(Self.days[1])".replacing("-", with: "")
            let path = try #require(
                place.files(below: folder).first { $0.contains("\(middle)000000") && $0.hasSuffix(".gz") })
            let note = path.replacing(".json.gz", with: ".meta.json")
            var bytes = try Data(contentsOf: place.url(path))
            switch how {
            case "missing": try FileManager.default.removeItem(at: place.url(path))
            case "cut": try bytes.prefix(bytes.count / 2).write(to: place.url(path))
            case "flipped":
                bytes[bytes.count / 2] ^= 4
                try bytes.write(to: place.url(path))
            case "without its note": try FileManager.default.removeItem(at: place.url(note))
            default:
                let text = try place.text(note)
                try text.replacing("127.0.0.1", with: "elsewhere.example").write(
                    to: place.url(note), atomically: true, encoding: .utf8)
            }
            let gone = try #require(before.keys.first { $0.contains("day=\(Self.days[0])") })
            try FileManager.default.removeItem(at: place.url(gone).deletingLastPathComponent())
            let outcome = try await place.run(["replay", "pipeline.yaml"] + Self.range)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains(path.split(separator: "/").last ?? "-"), "\(outcome.errors)")
            #expect(try Self.written(place).mapValues(\.bytes) == before.mapValues(\.bytes))
        }
    }

    @Test func aDayThatWasNeverAskedForFailsAlone() async throws {
        try await Self.archived("  - cdr_1\n") { place, before in
            let early = Self.days[0].advanced(by: -2)
            try FileManager.default.removeItem(at: place.url("output"))
            let outcome = try await place.run(
                ["replay", "pipeline.yaml", "--from", "\(early)", "--to", "\(Self.days[2])"])
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("the archive has no answer for \(early) 00:00:00 … "), "\(outcome.errors)")
            #expect(try Self.written(place).mapValues(\.bytes) == before.mapValues(\.bytes))
        }
    }

    @Test func theArchiveIsItsOwnersAlone() async throws {
        try await Self.archived("  - cdr_1\n") { place, _ in
            let files = FileManager.default
            func mode(_ path: String) throws -> Int? {
                try files.attributesOfItem(atPath: place.path(path))[.posixPermissions] as? Int
            }
            #expect(try mode("archive") == 0o700)
            for path in place.files(below: "archive") { #expect(try mode(path) == 0o600) }
            let outcome = try await place.run(["validate", "pipeline.yaml"])
            #expect((outcome.output + outcome.errors).contains("the archive holds what the API sent"))
        }
    }

    @Test func aPipelineWithoutAnArchiveSaysSo() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        try place.write("\(PipelineText())", to: "pipeline.yaml")
        let outcome = try await place.run(["replay", "pipeline.yaml"])
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("archive: { to: archive }"))
    }
}
