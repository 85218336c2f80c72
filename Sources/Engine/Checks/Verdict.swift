internal import ETL

/// What the expectations come to for one day.
struct DayVerdict {
    private(set) var warnings: [QualityWarning] = []
    private var failures: [QualityWarning] = []
    var drift: [Drift] = []

    mutating func add(_ name: String, _ action: ExpectationAction, _ breach: Breach) {
        let finding = QualityWarning(
            expectation: name, message: breach.message, rows: breach.rows, example: breach.example)
        if action == .stop { failures.append(finding) } else { warnings.append(finding) }
    }

    /// Why the day may not be committed; nil if it may.
    func refusal(_ partition: Partition) -> ETLError? {
        guard !failures.isEmpty else { return nil }
        let list = failures.map { "\($0.expectation): \($0.message)" }.joined(separator: "; ")
        return ETLError(
            .data, "\(partition) is not as expected: \(list)",
            advice: "If that is right for this report, change the expectation, or give it the action warn")
    }
}
