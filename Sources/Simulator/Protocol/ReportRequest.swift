/// The parameters of a request for rows, checked as the server checks them.
struct ReportRequest: Sendable {
    let window: ClosedRange<LocalMoment>
    let campaign: Word?

    /// Reads the query of an address, already decoded.
    ///
    /// - Throws: What the server answers instead of rows.
    init(parameters: [String: String], report: any Report, maxDays: Int) throws(RefusalError) {
        guard let from = parameters["date_ini"], let to = parameters["date_end"], !from.isEmpty, !to.isEmpty else {
            throw RefusalError(.missingParameters)
        }
        guard let window = Self.window(parameters) else { throw RefusalError(.badDates) }
        guard window.upperBound.ordinal - window.lowerBound.ordinal < maxDays * LocalMoment.secondsOfDay else {
            throw RefusalError(.rangeTooLong(days: maxDays))
        }
        self.window = window
        campaign = try Self.campaign(parameters["campaign_id"], report: report)
    }

    /// - Returns: What `date_ini` and `date_end` say, if they are dates in the right order.
    static func window(_ parameters: [String: String]) -> ClosedRange<LocalMoment>? {
        guard let first = LocalMoment(compact: parameters["date_ini"] ?? ""),
            let last = LocalMoment(compact: parameters["date_end"] ?? ""), first <= last
        else { return nil }
        return first...last
    }

    /// - Returns: The campaign that rows must belong to, or nil for all.
    /// - Throws: What the server answers where one is missing.
    static func campaign(_ value: String?, report: any Report) throws(RefusalError) -> Word? {
        guard report.needsCampaign else { return nil }
        guard let value, !value.isEmpty else { throw RefusalError(.missingParameters) }
        return value.lowercased() == "all" ? nil : Word(value)
    }
}

/// Carries a refusal out of a check.
struct RefusalError: Error {
    let refusal: Refusal

    init(_ refusal: Refusal) {
        self.refusal = refusal
    }
}
