import Foundation

/// The reports that this server offers.
struct ReportCatalogue: Sendable {
    let clock: ServerClock
    private let reports: [String: any Report]

    var names: [String] { reports.keys.sorted() }

    init(configuration: SimulatorConfiguration) throws {
        guard let zone = TimeZone(identifier: configuration.timeZone) else {
            throw SimulatorError.unknownTimeZone(configuration.timeZone)
        }
        let clock = ServerClock(zone: zone)
        let operation = Operation(seed: configuration.seed)
        let scenario = configuration.scenario

        func timeline(_ name: String, _ volume: VolumeProfile) -> Timeline {
            Timeline(
                seed: configuration.seed, report: name, volume: volume,
                rowsPerDay: scenario.rowsPerDay[name] ?? configuration.rowsPerDay * volume.percentOfCalls / 100,
                even: scenario.volume == .even, clock: clock)
        }
        let events: [any EventRows] = [
            CallDetail(operation: operation), SentMessages(operation: operation), RobotTurns(seed: configuration.seed),
            MachineDetection(),
        ]
        var all: [any Report] = events.map { EventReport(rows: $0, timeline: timeline($0.name, $0.volume)) }
        all.append(UnconnectedCalls(timeline: timeline("cdr_6", UnconnectedCalls.volume)))
        let strangers = scenario.rowsPerDay.keys.filter { name in !all.contains { $0.name == name } }
        if let stranger = strangers.sorted().first {
            throw SimulatorError.unknownReport(stranger)
        }
        self.clock = clock
        self.reports = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }

    subscript(name: String) -> (any Report)? { reports[name] }
}
