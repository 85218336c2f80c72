internal import ETL

/// What a source says about a token, and when: the answer of one cheap request.
public struct SourceInformation: Sendable, Equatable {
    /// What the token is called in wolkvox Manager.
    public var tokenName: String?
    /// Requests that the operation may make in a day.
    public var callsPerDay: Int?
    /// Requests that this token made today, this one included or not.
    public var callsToday: Int?
    /// Requests that all tokens of the operation made today; they share the limit.
    public var callsTodayOfAllTokens: Int?
    /// Requests that are left, as the source counts.
    public var callsLeft: Int?
    /// The server's clock, in seconds since 1970-01-01T00:00:00Z; nil if the answer does not tell.
    public var serverTime: Int64?

    /// Seconds by which the server's clock is ahead of this machine's.
    public func clockDifference(now: Int64) -> Int64? { serverTime.map { $0 - now } }

    /// Asks a source about its token, with the call `token_info` of the vendor's collection.
    ///
    /// - Throws: ``ETLError`` if the token is refused, the source doesn't answer, or its answer says nothing of a token.
    public static func of(_ client: SourceClient) async throws -> SourceInformation {
        var row = FirstRow()
        let outcome = try await call(client).run(.first, into: &row)
        return try SourceInformation(row, of: client.source, serverTime: HTTPDate.seconds(outcome.headers["date"]))
    }

    /// The question to a source about its token.
    static func call(_ client: SourceClient) -> PatientCall {
        PatientCall(
            client: client, subject: "token_info of \(client.source.name)",
            target: RequestTarget.information("token_info"),
            plan: ScanPlan(report: form, unknownFields: .drop, onInvalid: .quarantine))
    }

    private static let form = ReportDefinition(
        name: "token_info", title: .init(en: "Token", es: "Token"), grain: .event,
        fields: [
            FieldDefinition("description"), FieldDefinition("token_limit"), FieldDefinition("token_use_today"),
            FieldDefinition("all_token_today"), FieldDefinition("available_consumption_options"),
        ])

    /// The facts in the first row of a source's answer.
    ///
    /// - Throws: ``ETLError`` if it says nothing of a token.
    init(_ row: FirstRow, of source: SourceSettings, serverTime: Int64?) throws(ETLError) {
        let values = row.values
        guard !values.isEmpty else {
            throw ETLError(
                .source, scope: .token, "token_info of \(source.name): the server's answer says nothing of the token",
                advice: "Check the source's server number or endpoint, and what answers at that address.")
        }
        self.serverTime = serverTime
        // Numbers that no count of calls reaches are none.
        let number = { (name: String) -> Int? in
            let count = values[name].flatMap { Int($0.filter { $0 != "," && $0 != "." }) }
            return count.flatMap { (0...1 << 40).contains($0) ? $0 : nil }
        }
        tokenName = values["description"]
        callsPerDay = number("token_limit")
        callsToday = number("token_use_today")
        callsTodayOfAllTokens = number("all_token_today")
        callsLeft = number("available_consumption_options")
    }
}

/// Keeps the values of the first row of an answer.
struct FirstRow: BatchConsumer {
    var values: [String: String] = [:]

    mutating func consume(_ batch: inout RecordBatch) {
        guard values.isEmpty, batch.count > 0 else { return }
        guard !batch.isRejected(0) else { return }
        for (field, name) in batch.schema.names.enumerated() { values[name] = batch.text(field, 0) }
    }

    mutating func restart() { values = [:] }
}

/// Times as HTTP headers have them: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970-01-01T00:00:00Z, or nil.
    package static func seconds(_ text: String?) -> Int64? {
        let parts = (text ?? "").split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let number = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(of: String(parts[2])),
            let day = Day(year: year, month: month + 1, day: number)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return LocalTime(day, hour: clock[0], minute: clock[1], second: clock[2]).seconds
    }
}
