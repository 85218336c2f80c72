/// A scenario file and what is expected of it.
struct Night: Sendable {
    /// The file's name without its ending.
    var scenario: String
    /// What comes of a report that is not in ``exceptions``.
    var outcome: Outcome
    var exceptions: [String: Outcome] = [:]
    /// What the pipeline says about calls.
    var limits = "{ timeout: 60s }"
    var span = "12h"
    var flags: [String] = []
    /// Whether its days have other rows than those of a quiet night, faults apart.
    var hasDaysOfItsOwn = false

    func expected(_ report: String) -> Outcome { exceptions[report] ?? outcome }
}

extension Night {
    private static let impatient = "{ timeout: 2s }"

    /// All nights but the one of a day that is too large to be asked of each report.
    static let all = connections + statuses + refusals + empties + counts + bodies + rows

    private static let connections = [
        Night(scenario: "quiet-night", outcome: .recovers),
        Night(scenario: "cut-bodies", outcome: .recovers),
        Night(scenario: "cut-bodies-all-night", outcome: .fails(69)),
        Night(scenario: "resets", outcome: .recovers),
        Night(scenario: "resets-all-night", outcome: .fails(69)),
        Night(scenario: "hang", outcome: .recovers, limits: impatient),
        Night(scenario: "hang-all-night", outcome: .fails(69), limits: impatient),
        Night(
            scenario: "wide-windows-hang", outcome: .recovers, exceptions: ["cdr_6": .fails(69)], limits: impatient),
        Night(scenario: "slow-body", outcome: .recovers, limits: impatient),
        Night(scenario: "slow-server", outcome: .recovers),
        Night(scenario: "everything-at-once", outcome: .recovers),
    ]

    private static let statuses = [
        Night(scenario: "gateway-errors", outcome: .recovers),
        Night(scenario: "gateway-errors-all-night", outcome: .fails(69)),
        Night(scenario: "wide-windows-504", outcome: .recovers, exceptions: ["cdr_6": .fails(69)]),
        Night(scenario: "wide-windows-416", outcome: .recovers, exceptions: ["cdr_6": .fails(69)]),
        Night(scenario: "too-many-requests", outcome: .recovers),
        Night(scenario: "not-found-page", outcome: .fails(69)),
        Night(scenario: "portal", outcome: .recovers),
        Night(scenario: "portal-all-night", outcome: .fails(69)),
        Night(scenario: "redirect", outcome: .fails(69)),
        Night(scenario: "gateway-json", outcome: .recovers),
        Night(scenario: "gateway-json-all-night", outcome: .fails(69)),
        Night(scenario: "not-found-json", outcome: .fails(69)),
        Night(scenario: "not-found-text", outcome: .fails(69)),
    ]

    private static let refusals = [
        Night(scenario: "maintenance", outcome: .recovers),
        Night(scenario: "maintenance-in-other-words", outcome: .recovers),
        Night(scenario: "maintenance-all-night", outcome: .fails(69)),
        Night(scenario: "busy-token", outcome: .recovers),
        Night(scenario: "busy-token-all-night", outcome: .fails(75)),
        Night(scenario: "quota-gone", outcome: .fails(75)),
        Night(scenario: "quota-runs-out", outcome: .stops(75), exceptions: ["cdr_6": .recovers]),
        Night(scenario: "few-calls", outcome: .stops(75), exceptions: ["cdr_6": .recovers]),
        Night(scenario: "bad-token", outcome: .fails(77)),
    ]

    private static let empties = [
        Night(scenario: "transient-empty-404", outcome: .recovers),
        Night(scenario: "transient-empty-body-404", outcome: .recovers),
        Night(scenario: "transient-empty-list", outcome: .recovers),
        Night(scenario: "transient-empty-null", outcome: .recovers),
        Night(scenario: "transient-empty-missing", outcome: .recovers),
        Night(scenario: "empty-all-night", outcome: .suspects),
        Night(scenario: "shrunken", outcome: .suspects, exceptions: ["cdr_6": .recovers]),
        Night(scenario: "shrunken-once", outcome: .recovers),
    ]

    private static let counts = [
        Night(scenario: "truncation-silent", outcome: .recovers, limits: "{ rows_per_call: 100 }"),
        Night(scenario: "truncation-true-count", outcome: .recovers),
        Night(scenario: "wrong-count", outcome: .recovers),
        Night(scenario: "wrong-count-all-night", outcome: .fails(69)),
    ]

    private static let bodies = [
        Night(scenario: "gzip", outcome: .recovers),
        Night(scenario: "gzip-bomb", outcome: .recovers, limits: "{ bytes_per_call: 8MB }"),
        Night(scenario: "byte-order-mark", outcome: .recovers),
        Night(scenario: "poisoned-second", outcome: .stops(3), span: "2d"),
        Night(scenario: "giant-row", outcome: .stops(3), span: "2d"),
        Night(scenario: "trailing-bytes", outcome: .recovers),
        Night(scenario: "trailing-bytes-all-night", outcome: .fails(69)),
        Night(scenario: "code-as-string", outcome: .recovers),
        Night(scenario: "code-as-number", outcome: .recovers),
        Night(scenario: "escaped-unicode", outcome: .recovers),
        Night(scenario: "unsorted", outcome: .recoversReordered),
        Night(
            scenario: "lone-object", outcome: .recovers, span: "1d", flags: ["--accept-shrink"], hasDaysOfItsOwn: true),
    ]

    private static let rows = [
        Night(scenario: "another-zone", outcome: .fails(65), exceptions: ["cdr_6": .takesNewValues]),
        Night(scenario: "late-edits", outcome: .takesNewValues, exceptions: ["cdr_6": .recovers]),
        Night(scenario: "held-back", outcome: .recovers),
        Night(scenario: "drift", outcome: .takesNewValues),
        Night(scenario: "drift-renamed", outcome: .takesNewValues, exceptions: ["cdr_6": .recovers]),
        Night(scenario: "malformed-dates", outcome: .quarantines, exceptions: ["cdr_6": .recovers]),
        Night(
            scenario: "malformed-costs", outcome: .recovers, exceptions: ["cdr_1": .quarantines]),
        Night(scenario: "nested-values", outcome: .quarantines),
        Night(scenario: "duplicate-keys", outcome: .quarantines),
        Night(scenario: "deep-nesting", outcome: .quarantines),
        Night(scenario: "many-keys", outcome: .quarantines),
        Night(scenario: "bare-rows", outcome: .quarantines),
        Night(scenario: "invalid-utf8", outcome: .quarantines),
        Night(scenario: "lone-surrogates", outcome: .quarantines),
        Night(
            scenario: "oversized-rows", outcome: .takesNewValues,
            exceptions: ["cdr_6": .quarantines, "campaign_7": .quarantines]),
    ]
}
