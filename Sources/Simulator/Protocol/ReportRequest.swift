import ETL

/// The parameters of a request for rows, checked as the server checks them.
struct ReportRequest: Sendable {
    let window: ClosedRange<LocalMoment>
    /// What the report's own parameters say, without those that stand for everything.
    let values: [String: Word]

    /// Reads the query of an address, already decoded.
    ///
    /// - Throws: What the server answers instead of rows.
    init(
        parameters: [String: String], report: any Report, maxDays: Int, ends: ServerHabits.Ends
    ) throws(Refusal) {
        guard let from = parameters["date_ini"], let to = parameters["date_end"], !from.isEmpty, !to.isEmpty else {
            throw .missingParameters
        }
        guard var window = Self.window(parameters) else { throw .badDates }
        if ends == .exclusive {
            // A window that ends where it begins holds nothing.
            guard window.lowerBound < window.upperBound else { throw .noRows }
            window = window.lowerBound...LocalMoment(ordinal: window.upperBound.ordinal - 1)
        }
        let maxDays = min(maxDays, report.maxDays ?? maxDays)
        guard window.upperBound.ordinal - window.lowerBound.ordinal < maxDays * LocalMoment.secondsOfDay else {
            throw .rangeTooLong(days: maxDays)
        }
        self.window = window
        values = try Self.values(parameters, report: report)
    }

    /// - Returns: What `date_ini` and `date_end` say, if they are dates in the right order.
    static func window(_ parameters: [String: String]) -> ClosedRange<LocalMoment>? {
        guard let first = LocalMoment(compact: parameters["date_ini"] ?? ""),
            let last = LocalMoment(compact: parameters["date_end"] ?? ""), first <= last
        else { return nil }
        return first...last
    }

    /// - Returns: What rows must belong to, by the name of the parameter.
    /// - Throws: What the server answers where one is missing.
    static func values(
        _ parameters: [String: String], report: any Report
    ) throws(Refusal) -> [String: Word] {
        var values: [String: Word] = [:]
        for parameter in report.parameters {
            let value = parameters[parameter.name] ?? ""
            let isTaken =
                value.isEmpty
                ? !parameter.isRequired : parameter.values.isEmpty || parameter.values.contains(value)
            guard isTaken else { throw .missingParameters }
            if !value.isEmpty, value.lowercased() != "all" { values[parameter.name] = Word(value) }
        }
        return values
    }
}
