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
