import ETL

/// How `check --deep` ends: its failure is fit for a public report, as its findings are.
struct DeepEnding {
    /// The questions without which nobody knows whether every row arrives once.
    static let essential = [ZoneOfTimes().name, WindowEnd().name]

    /// The pipeline file as it is named.
    let file: String
    /// What ended the interview early.
    let stopped: ETLError?
    /// What the server said when it ended it.
    let message: String?
    /// What no call was left for.
    let lacking: [String]

    /// Why the check fails although it has found something out; nil if it does not.
    func failure(_ document: DeepDocument) -> Failure? {
        if let stopped { return Self.failure(stopped, message) }
        let needed = document.findings.filter(\.needsAction)
        if let first = needed.first {
            guard document.settings.isEmpty else {
                return Failure(
                    .configuration,
                    "The server differs in \(needed.count.counted("point")) from what \(file) says of it",
                    advice: "Set below the source: \(document.settings.joined(separator: "; "))")
            }
            return Failure(
                .data, "The server differs in a way for which no key can be named: \(first.seen)",
                advice: first.follows ?? "")
        }
        guard !lacking.isEmpty else { return nil }
        return Failure(
            .tryLater, "No call was left for \(lacking.joined(separator: " and "))",
            advice: "Run again tomorrow, or with a higher calls_per_day")
    }

    /// The failure that ended an interview, in words that name neither the source nor what the server said of anybody.
    static func failure(_ error: ETLError, _ message: String?) -> Failure {
        let said = message.map(MaskedForm.ofMessage).flatMap { $0.isEmpty ? nil : "; it said `\($0)`" } ?? ""
        return Failure(
            ProcessStatus(error.code), "The calls ended early: \(error.code.shortWords)\(said)",
            advice: "`check` without --deep shows the server's own words")
    }
}
