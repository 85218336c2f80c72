internal import ETL

extension QualityRules {
    /// Why a day may not be committed whatever else comes; nil if it may.
    func refusal(_ partition: Partition, _ kept: [KeptWindow], _ seen: OpenDay.Tally?) -> ETLError? {
        if unknownFields == .fail, let field = seen?.unknownField {
            let cause = "the API sends a field that the definition lacks (\(field))"
            return ETLError(
                .data, "\(partition): \(cause)",
                advice: "Set quality.unknown_fields to keep or drop to commit the day all the same", cause: cause)
        }
        let quarantined = kept.reduce(0) { $0 + $1.quarantined }
        guard onInvalid == .fail, quarantined > 0 else { return nil }
        let received = kept.reduce(0) { $0 + $1.rows }
        return ETLError(
            .data,
            "\(partition): \(quarantined) of \(received) rows \(quarantined.choosing("doesn't fit its", "don't fit their")) definition\(example(seen?.firstRejection))",
            advice: "Set quality.on_invalid to quarantine to commit the rest and look at those rows")
    }

    /// What is wrong with a day that has too many rows in quarantine; nil if it hasn't.
    func excess(_ partition: Partition, _ kept: [KeptWindow], _ first: Rejection?) -> ETLError? {
        let received = kept.reduce(0) { $0 + $1.rows }
        let quarantined = kept.reduce(0) { $0 + $1.quarantined }
        guard maxQuarantined.isExceeded(by: quarantined, of: received) else { return nil }
        return ETLError(
            .data, "\(partition): \(quarantined) of \(received) rows would go to quarantine\(example(first))",
            advice: "If that is right for this report, raise quality.max_quarantined")
    }

    private func example(_ rejection: Rejection?) -> String {
        guard let rejection else { return "" }
        return " (the first: \(rejection.reason.rawValue)\(rejection.field.map { " in \($0)" } ?? ""))"
    }
}
