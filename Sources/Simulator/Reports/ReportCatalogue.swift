import ETL
import Foundation
import Synchronization
import Wolkvox

/// The reports that this server offers.
final class ReportCatalogue: Sendable {
    let clock: ServerClock
    private let catalogue: Catalogue
    private let operation: Operation
    private let selects: [String: ServerHabits.SelectingTime]
    private let timeline: @Sendable (_ report: String, _ volume: VolumeProfile) -> Timeline
    /// Those that are made with care: their rows have the volumes and the oddities of real ones. All others are made when
    /// somebody asks for them.
    private let made: Mutex<[String: any Report]>

    init(configuration: SimulatorConfiguration) throws {
        let zoneName = configuration.scenario.habits.timeZone ?? configuration.timeZone
        guard let zone = TimeZone(identifier: zoneName) else { throw SimulatorError.unknownTimeZone(zoneName) }
        let clock = ServerClock(zone: zone)
        let operation = Operation(seed: configuration.seed)
        let scenario = configuration.scenario

        @Sendable func timeline(_ name: String, _ volume: VolumeProfile) -> Timeline {
            Timeline(
                seed: configuration.seed, report: name, volume: volume,
                rowsPerDay: scenario.rowsPerDay[name] ?? configuration.rowsPerDay * volume.percentOfCalls / 100,
                even: scenario.volume == .even, clock: clock)
        }
        let events: [any EventRows] = [
            CallDetail(operation: operation), SentMessages(operation: operation), RobotTurns(seed: configuration.seed),
            MachineDetection(),
        ]
        let selects = scenario.habits.selects
        var all: [any Report] = events.map {
            EventReport(
                rows: $0, timeline: timeline($0.name, $0.volume), selectsByOtherTime: selects[$0.name] == .other)
        }
        all.append(UnconnectedCalls(timeline: timeline("cdr_6", UnconnectedCalls.volume)))
        var catalogue = Catalogue.vendor
        for definition in configuration.definitions {
            catalogue.add(definition)
            all.removeAll { $0.name == definition.name }
        }
        let strangers = (Array(scenario.rowsPerDay.keys) + selects.keys).filter { !catalogue.contains($0) }
        if let stranger = strangers.sorted().first {
            throw SimulatorError.unknownReport(stranger)
        }
        self.clock = clock
        self.catalogue = catalogue
        self.operation = operation
        self.selects = selects
        self.timeline = timeline
        made = Mutex(Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }))
    }

    subscript(name: String) -> (any Report)? {
        made.withLock { made in
            if let report = made[name] { return report }
            guard catalogue.contains(name), let definition = try? catalogue.report(named: name) else { return nil }
            let report = VendorReport(
                definition, timeline: timeline(name, VendorReport.volume), operation: operation, selects: selects[name])
            made[name] = report
            return report
        }
    }
}
