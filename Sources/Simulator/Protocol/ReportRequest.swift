/// The parameters of a request for rows, checked as the server checks them.
struct ReportRequest: Sendable {
    let window: ClosedRange<LocalMoment>
    /// What the report's own parameters say, without those that stand for everything.
    let values: [String: Word]

    /// Reads the query of an address, already decoded.
    ///
    /// - Throws: What the server answers instead of rows.
    init(
        parameters: [String: String], report: any Report, maxDays: Int, ends: ServerHabits.Ends = .inclusive
    ) throws(RefusalError) {
        guard let from = parameters["date_ini"], let to = parameters["date_end"], !from.isEmpty, !to.isEmpty else {
            throw RefusalError(.missingParameters)
        }
        guard var window = Self.window(parameters) else { throw RefusalError(.badDates) }
        if ends == .exclusive {
            // A window that ends where it begins holds nothing.
            guard window.lowerBound < window.upperBound else { throw RefusalError(.noRows) }
            window = window.lowerBound...LocalMoment(ordinal: window.upperBound.ordinal - 1)
        }
        let maxDays = min(maxDays, report.maxDays ?? maxDays)
        guard window.upperBound.ordinal - window.lowerBound.ordinal < maxDays * LocalMoment.secondsOfDay else {
            throw RefusalError(.rangeTooLong(days: maxDays))
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
    ) throws(RefusalError) -> [String: Word] {
        var values: [String: Word] = [:]
        for parameter in report.parameters {
            let value = parameters[parameter.name] ?? ""
            guard !value.isEmpty || !parameter.isRequired else { throw RefusalError(.missingParameters) }
            guard value.isEmpty || parameter.values.isEmpty || parameter.values.contains(value) else {
                throw RefusalError(.missingParameters)
            }
            if !value.isEmpty, value.lowercased() != "all" { values[parameter.name] = Word(value) }
        }
        return values
    }
}

/// Carries a refusal out of a check.
struct RefusalError: Error {
    let refusal: Refusal

    init(_ refusal: Refusal) {
        self.refusal = refusal
    }
}
