import ETL
import Foundation
import Simulator
import Testing

/// What the matrix measures against: quiet nights, and an output folder with what was committed before.
struct Baseline: Sendable {
    /// The days of every run of the matrix.
    let days: [String]
    let flags: [String]
    /// How long ago the first of them was.
    let daysSinceFirst: Int
    /// Two days before those and, of those, other rows than the server has now.
    let committed: URL
    /// All files of a quiet night.
    let quiet: [String: Data]
    private let keeper: Keeper

    /// Keeps the folder for as long as the baseline is of use.
    private final class Keeper: Sendable {
        let folder: URL
        init(_ folder: URL) { self.folder = folder }
        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    init() async throws {
        let all = LocalDays.last(4)
        let (earlier, days) = (Array(all.prefix(2)), Array(all.suffix(2)))
        self.days = days.map { "\($0)" }
        flags = days.flags
        daysSinceFirst = Int(LocalDays.today.number - days[0].number)
        let folder = FileManager.default.temporaryDirectory.appending(path: "fault-matrix-\(UUID().uuidString)")
        keeper = Keeper(folder)
        committed = folder.appending(path: "output")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let target = committed
        quiet = try await Server.run { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Rehearsal())", to: "pipeline.yaml")
            try await place.succeed(["run", "pipeline.yaml"] + earlier.flags)
            try FileManager.default.moveItem(at: place.url("output"), to: target)
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            let quiet = try place.visible()
            for day in days { try Self.check(quiet, against: server, on: "\(day)") }
            return quiet
        }
        try await Server.run(seed: 7) { server in
            let place = try Workplace(server: server.address)
            try place.write("\(Rehearsal())", to: "pipeline.yaml")
            try FileManager.default.moveItem(at: target, to: place.url("output"))
            try await place.succeed(["run", "pipeline.yaml"] + days.flags)
            try FileManager.default.moveItem(at: place.url("output"), to: target)
        }
    }

    /// What the server would send in whole is what the quiet night wrote.
    private static func check(_ quiet: [String: Data], against server: Server, on day: String) throws {
        for report in Rehearsal.reports {
            let truth = try #require(
                server.simulator.truth(api: report, day: day, campaign: report == "campaign_7" ? "all" : nil))
            let rows = try quiet.data(of: report, [day]).lines().map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            #expect(rows.count == truth.rows && truth.rows > 0)
            if let sum = truth.costSum {
                let costs = rows.compactMap { Decimal(string: "\($0["cost"] ?? "")") }
                #expect(costs.reduce(0, +) == Decimal(string: sum))
            }
            if let sum = truth.countSum { #expect(rows.compactMap { $0["count"] as? Int }.reduce(0, +) == sum) }
        }
    }
}
