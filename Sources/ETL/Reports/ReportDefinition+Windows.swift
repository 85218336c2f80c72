extension ReportDefinition {
    /// What windows may be, given what rows say of their time: rows of a bucket that say nothing of their day are totals
    /// of exactly one day to whoever asks, and rows that say no more than a day can only be told apart by whole days.
    package var windowGrain: ExtractLimits.Grain {
        guard let eventTime else { return isStamped ? .total : grain }
        let form = fields.first { $0.name == eventTime }?.form
        return rowDay == .own && form == .day ? .bucket(seconds: Self.daySeconds) : grain
    }

    /// Whether rows say nothing of their day, so that each is stamped with the window that it was asked for.
    package var isStamped: Bool { eventTime == nil && grain != .event }

    static let daySeconds = 86_400
}
