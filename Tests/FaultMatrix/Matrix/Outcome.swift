/// How a report's days come out of a night.
enum Outcome: Sendable, Equatable {
    /// Exit 0, and every file as on a quiet night, byte for byte.
    case recovers
    /// Exit 0, and the rows of a quiet night, those of one second in another order.
    case recoversReordered
    /// Exit 0, and as many rows as on a quiet night, for values have changed.
    case takesNewValues
    /// Exit 0; each row is either as on a quiet night or in quarantine, and none is missing.
    case quarantines
    /// Exit 3, and the old rows stay.
    case suspects
    /// This exit code, and the old rows stay.
    case fails(Int32)
    /// This exit code; days that came whole are as on a quiet night, and of the others the old rows stay.
    case stops(Int32)

    var exitCode: Int32 {
        switch self {
        case .recovers, .recoversReordered, .takesNewValues, .quarantines: 0
        case .suspects: 3
        case .fails(let code), .stops(let code): code
        }
    }

    var words: String {
        switch self {
        case .recovers: "recovers"
        case .recoversReordered: "recovers, reordered"
        case .takesNewValues: "new values"
        case .quarantines: "quarantine"
        case .suspects: "suspect, 3"
        case .fails(let code): "fails, \(code)"
        case .stops(let code): "stops, \(code)"
        }
    }
}
