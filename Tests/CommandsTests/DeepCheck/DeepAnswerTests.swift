import Testing

@testable import Commands

/// Each question of `check --deep` gets each of its answers from a server that gives it.
@Suite(.serialized) struct DeepAnswerTests {
    /// A server, and what is to be found out about it.
    struct Case: CustomTestStringConvertible, Sendable {
        var scenario = ""
        var source = ""
        let question: String
        var subject: String?
        let answer: String
        var verdict = "as expected"
        var key: String?
        var status: Int32 = 0

        var testDescription: String { "\(question): \(answer) (\(scenario)\(source))" }
    }

    static let windows = [
        Case(question: "window_end", subject: "cdr_1", answer: "inclusive"),
        Case(
            scenario: "ends: exclusive", question: "window_end", subject: "cdr_1", answer: "exclusive",
            verdict: "differs", key: "ends: exclusive", status: 78),
        Case(scenario: "ends: exclusive", source: ", ends: exclusive", question: "window_end", answer: "exclusive"),
        Case(
            source: ", ends: exclusive", question: "window_end", answer: "inclusive", verdict: "differs",
            key: "ends: inclusive", status: 78),
        // Where the first report selects by a time that nobody sees, the next one shows the ends of windows.
        Case(
            scenario: "selects: { cdr_1: other }\nends: exclusive", question: "window_end", subject: "cdr_3",
            answer: "exclusive", verdict: "differs", key: "ends: exclusive", status: 78),
        // The two busiest hours of a day are before noon or after it, as the day's rows will have it: an hour before them
        // there are rows, five hours before there may be none.
        Case(
            scenario: "filter_ahead: 1h", question: "window_end", answer: "unknown", verdict: "not seen", status: 65),
    ]

    static let selectingTimes = [
        Case(question: "selects", subject: "cdr_1", answer: "own_time"),
        Case(question: "selects", subject: "chat_1", answer: "other_time"),
        Case(
            scenario: "selects: { cdr_1: other }", question: "selects", subject: "cdr_1", answer: "other_time",
            verdict: "differs", key: "selects: { cdr_1: window }", status: 78),
        Case(
            scenario: "selects: { cdr_1: other }", source: ", selects: { cdr_1: window }", question: "selects",
            subject: "cdr_1", answer: "other_time"),
        Case(
            scenario: "selects: { chat_1: own }\nrows_per_day: { chat_1: 2000 }", question: "selects",
            subject: "chat_1", answer: "own_time",
            verdict: "differs", key: "selects: { chat_1: date }"),
        Case(
            scenario: "selects: { chat_1: own }\nrows_per_day: { chat_1: 2000 }",
            source: ", selects: { chat_1: date }", question: "selects", subject: "chat_1", answer: "own_time"),
        // With one time in the rows, nobody knows whether it fits by accident.
        Case(
            source: ", selects: { cdr_3: window }", question: "selects", subject: "cdr_3", answer: "unknown",
            verdict: "not seen"),
        Case(
            scenario: "filter_ahead: 1h", question: "selects", subject: "cdr_1", answer: "other_clock",
            verdict: "differs", status: 65),
        Case(
            scenario: "rows_per_day: { cdr_3: 8 }", question: "selects", subject: "cdr_3", answer: "unknown",
            verdict: "not seen"),
    ]

    static let orders = [
        Case(question: "order", answer: "newest_first"),
        Case(scenario: "order: oldest_first", question: "order", answer: "oldest_first", verdict: "differs"),
        Case(scenario: "order: unsorted", question: "order", answer: "unsorted", verdict: "differs"),
        Case(scenario: "order: changing", question: "order", answer: "changing", verdict: "differs"),
    ]

    static let emptyWindows = [
        Case(question: "empty_window", answer: "http_404"),
        Case(scenario: "empty_as: body404", question: "empty_window", answer: "code_404"),
        Case(scenario: "empty_as: empty_list", question: "empty_window", answer: "empty_list"),
        Case(scenario: "empty_as: empty_object", question: "empty_window", answer: "empty_object"),
        Case(scenario: "empty_as: missing_data", question: "empty_window", answer: "without_data"),
        Case(scenario: "empty_as: null_data", question: "empty_window", answer: "without_data"),
        Case(question: "empty_counts", answer: "counts"),
        Case(scenario: "empty_counts: false", question: "empty_counts", answer: "free", verdict: "differs"),
    ]

    static let envelopes = [
        Case(scenario: "code_as: number", question: "code", answer: "number"),
        Case(scenario: "code_as: string", question: "code", answer: "text"),
        Case(scenario: "code_as: mixed", question: "code", answer: "mixed"),
        Case(question: "msg", answer: "counts_rows"),
        Case(scenario: "messages: spanish", question: "msg", answer: "does_not_count", verdict: "differs"),
        Case(question: "gzip", answer: "plain"), Case(scenario: "gzip: true", question: "gzip", answer: "gzip"),
        Case(question: "http", answer: "HTTP/1.1"),
    ]

    static let forms = [
        Case(question: "written", subject: "cdr_1.cost", answer: "dot"),
        Case(scenario: "costs: comma", question: "written", subject: "cdr_1.cost", answer: "comma"),
        Case(
            scenario:
                "rules: [{ when: { api: cdr_1 }, do: { malformed: { field: cost, value: \"1,234\", every: 3 } } }]",
            question: "written", subject: "cdr_1.cost", answer: "dot", verdict: "differs",
            key: "decimal_separator: \".\"", status: 78),
        Case(
            scenario: "rules: [{ when: { api: cdr_1 }, do: { malformed: { field: cost, value: \"1,234\" } } }]",
            question: "written", subject: "cdr_1.cost", answer: "unclear", verdict: "differs", status: 65),
        Case(question: "written", subject: "cdr_3.channel", answer: "known"),
        Case(
            scenario:
                "rules: [{ when: { api: cdr_3 }, do: { malformed: { field: channel, value: carta, every: 3 } } }]",
            question: "written", subject: "cdr_3.channel", answer: "unknown_kinds", verdict: "differs"),
        Case(question: "written", subject: "cdr_6.result", answer: "capitals"),
        Case(question: "written", subject: "campaign_7.result", answer: "mixed_case"),
    ]

    @Test(arguments: windows + selectingTimes)
    func ofWindows(_ asked: Case) async throws { try await check(asked) }

    @Test(arguments: orders + emptyWindows)
    func ofAnswers(_ asked: Case) async throws { try await check(asked) }

    @Test(arguments: envelopes + forms)
    func ofSpellings(_ asked: Case) async throws { try await check(asked) }

    @Test func ofZones() async throws {
        try await check(Case(question: "zone", answer: Self.offset()))
        for hours in [-1, 1] {
            // Rows of a zone farther east come from the future; those of one farther west are told by their calls.
            let zone = DeepServer.zone(plus: hours)
            try await check(
                Case(
                    scenario: "time_zone: \(zone)", question: "zone", answer: Self.offset(plus: hours),
                    verdict: "differs", status: 78))
            try await check(
                Case(
                    scenario: "time_zone: \(zone)", source: ", time_zone: \(zone)", question: "zone",
                    answer: Self.offset(plus: hours)))
        }
        // Without rows of today and without calls' identifiers nothing is shown.
        try await check(
            Case(
                scenario: "rules: [{ do: { hold_back: 3h } }]\nrows_per_day: { cdr_1: 0 }", question: "zone",
                answer: "unknown", verdict: "not seen"))
    }

    private static func offset(plus hours: Int = 0) -> String {
        let zone = DeepServer.zone(plus: hours)
        let number = zone == "UTC" ? 0 : -(Int(zone.dropFirst("Etc/GMT".count)) ?? 0)
        return "UTC\(number < 0 ? "-" : "+")\(abs(number) < 10 ? "0" : "")\(abs(number)):00"
    }

    private func check(_ asked: Case, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let outcome = try await DeepServer.check(asked.scenario, source: asked.source)
        #expect(outcome.status == asked.status, "\(outcome.errors)", sourceLocation: sourceLocation)
        let document = try outcome.document()
        let finding = try document.finding(asked.question, of: asked.subject)
        #expect(finding.answer == asked.answer, sourceLocation: sourceLocation)
        #expect(finding.verdict == asked.verdict, sourceLocation: sourceLocation)
        if asked.question != "zone" { #expect(finding.key == asked.key, sourceLocation: sourceLocation) }
        #expect(document.calls == outcome.requests.count, sourceLocation: sourceLocation)
        #expect(document.calls <= document.mostCalls && document.mostCalls <= 15, sourceLocation: sourceLocation)
    }
}
