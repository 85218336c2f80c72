public import ETL

/// How many calls a source may make in a day.
public struct CallBudget: Sendable {
    /// The source's name.
    public let source: String
    /// Its token. Sources with one token share the smallest of their budgets.
    public let token: Token
    /// The most calls of a local day; nil leaves it to the server.
    public let callsPerDay: Int?
    let zone: String

    /// A budget, whose day begins at midnight in the zone with an IANA name.
    ///
    /// - Throws: ``ETLError`` if there is no such zone.
    public init(source: String, token: Token, zone: String, callsPerDay: Int?) throws(ETLError) {
        guard ZoneRules(identifier: zone, covering: Day(number: 0)...Day(number: 0)) != nil else {
            throw ETLError(
                .configuration, scope: .token, "\(source): \(zone) is not a time zone", advice: "Use an IANA name")
        }
        self.source = source
        self.token = token
        self.zone = zone
        self.callsPerDay = callsPerDay
    }
}

/// How many calls a token may make in a day, by the budgets of all its sources.
struct TokenBudget: Sendable {
    /// The sources, for people.
    let subject: String
    /// The smallest of the sources' numbers.
    let callsPerDay: Int?
    /// The zone of the source with that number.
    private let zone: String

    init(_ budgets: [CallBudget]) {
        let tightest = budgets.min { ($0.callsPerDay ?? .max) < ($1.callsPerDay ?? .max) }
        subject = budgets.isEmpty ? "this run" : budgets.map(\.source).joined(separator: ", ")
        callsPerDay = tightest?.callsPerDay
        zone = tightest?.zone ?? "UTC"
    }

    /// The day that calls made at an instant are counted to.
    func day(at instant: Int64) -> Day {
        let near = LocalTime(seconds: instant).day
        return ZoneRules(identifier: zone, covering: near...near)?.localTime(atInstant: instant).day ?? near
    }
}
