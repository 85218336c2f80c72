package import ETL
package import Foundation
import Wolkvox

/// What a simulator is started with.
package struct SimulatorConfiguration: Sendable {
    /// 0 takes any port that is free. The server listens on 127.0.0.1 only.
    package var port = 0
    package var seed: UInt64 = 1
    /// Rows of cdr_1 on a full working day; the other reports have a share of it.
    package var rowsPerDay = 2000
    /// Nil accepts every token of eight characters or more.
    package var tokens: [String]?
    /// Calls that all tokens have together on a day.
    package var callsPerDay = 8000
    /// Rows of an answer; the newest are sent.
    package var rowCap = 60_000
    package var maxDays = 31
    /// The wall clock of the server.
    package var timeZone = "America/Bogota"
    package var scenario = Scenario()
    /// Reports that are served beside those of the vendor's catalogue, or in the place of one of the same name.
    package var definitions: [ReportDefinition] = []
    /// No row is later than this.
    package var now: @Sendable () -> Date = { Date() }
    /// Called when a request has been answered or dropped.
    package var onServed: @Sendable (RequestLog.Entry) -> Void = { _ in }

    package init() {}
}

/// Why a simulator could not start.
package enum SimulatorError: Error, Equatable, CustomStringConvertible {
    case unknownTimeZone(String)
    case portInUse(Int)
    /// A scenario gives rows to a report that the simulator doesn't have.
    case unknownReport(String)

    package var description: String {
        switch self {
        case .unknownTimeZone(let name): "There is no time zone '\(name)'; use a name such as America/Bogota."
        case .portInUse(let port): "Port \(port) is taken; choose another one, or 0 for any that is free."
        case .unknownReport(let name): "The simulator has no report '\(name)'."
        }
    }
}
