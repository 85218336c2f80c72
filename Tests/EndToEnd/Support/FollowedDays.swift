import ETL
import Foundation
import Testing

/// A clock that processes share and move on while they wait.
struct FollowedDays {
    private let file: URL
    let zone: ZoneRules

    /// A clock that shows an hour of a day in a zone.
    init(_ day: String, hour: Int, zone name: String, in place: Workplace) throws {
        file = place.url("clock")
        let day = try #require(Day(day))
        zone = try #require(
            ZoneRules(identifier: name, covering: day.advanced(by: -40)...day.advanced(by: 40)))
        try set(zone.instant(of: LocalTime(day, hour: hour)))
        place.environment.merge(environment) { $1 }
    }

    var environment: [String: String] { ["WOLKVOX_ETL_CLOCK": file.path(percentEncoded: false)] }

    /// Seconds since 1970.
    var now: Int64 {
        get throws {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            return try #require(Int64(text.prefix { $0.isNumber }))
        }
    }

    /// The day of an instant in its zone.
    func day(at instant: Int64) -> Day { zone.localTime(atInstant: instant).day }

    func set(_ seconds: Int64) throws { try Data("\(seconds)\n".utf8).write(to: file) }

    /// Waits until it shows an instant, moved by a program that is still at work then.
    func wait(until instant: Int64, of program: Program) async throws {
        while try now < instant {
            try #require(program.isRunning, "The program ended too early")
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

extension PipelineText {
    /// A pipeline that follows the days of a zone.
    static func following(
        _ zone: String, reports: String = fiveReports, source more: String = "", load: String = "{ to: output }",
        every: String = "5m"
    ) -> PipelineText {
        PipelineText(
            sources:
                "  - { name: bogota, time_zone: \(zone), endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", \(patience)\(more) }",
            reports: reports, load: load, more: "follow: { every: \(every) }")
    }
}
