import ETL

/// By which time does each report select its rows? Rows outside their window show that it is not the one that is believed.
struct SelectingTimes: DeepQuestion {
    let name = "selects"

    /// Fewer rows show nothing.
    private static let fewest = 10
    /// Strays that are no accident any more; a run has the same bound.
    private static let fewestStrays = 3
    /// Zones differ by no more hours.
    private static let mostHours = 26

    func calls(for reports: [AskedReport]) -> Int { max(0, reports.count(where: \.isOfEvents) - 1) }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        let days = interview.reports.filter(\.isOfDays)
        guard !interview.eventReports.isEmpty || !days.isEmpty else {
            throw Unasked(reason: "no report of the pipeline selects by times")
        }
        var findings: [DeepFinding] = days.map { .notSeen(name, of: $0.name, "its rows carry a day, and no time") }
        for report in interview.eventReports {
            do {
                findings.append(finding(try await interview.busyHours(of: report)))
            } catch let error as Unasked {
                findings.append(.notSeen(name, of: report.name, error.reason))
            }
        }
        return findings
    }

    /// The field by whose time the rows are selected, for all lie in their window by it; nil where the rows do not show it:
    /// there are too few, no field fits, or more than one does.
    ///
    /// Rows that are filed by window may fit a field by accident: it counts where rows lie outside by another one.
    static func field(of reply: Reply) -> String? {
        let (definition, fitting) = (reply.report.definition, fitting(reply))
        guard reply.rows.count >= fewest, fitting.count == 1 else { return nil }
        return definition.rowDay == .own || couldFail(reply) ? fitting[0] : nil
    }

    /// The fields by whose time all rows lie in their window.
    private static func fitting(_ reply: Reply) -> [String] {
        reply.report.definition.selectableFields.filter { reply.rows.outside(reply.window, by: $0) == (0, 0) }
    }

    /// Whether rows lie outside by some field, so that fitting says something.
    private static func couldFail(_ reply: Reply) -> Bool {
        reply.report.definition.selectableFields.contains { reply.rows.outside(reply.window, by: $0).outside > 0 }
    }

    /// What the rows of two busy hours show.
    func finding(_ reply: Reply) -> DeepFinding {
        let definition = reply.report.definition
        let (rows, count) = (reply.rows, reply.rows.count)
        guard let own = definition.eventTime, definition.selectableFields.contains(own) else {
            return .notSeen(name, of: definition.name, "its rows carry no time")
        }
        guard count >= Self.fewest else {
            return .notSeen(name, of: definition.name, "\(count.counted("row")) of two hours are too few to show it")
        }
        let outside = rows.outside(reply.window, by: own).outside
        let (fitting, field) = (Self.fitting(reply), Self.field(of: reply))
        let seen =
            outside == 0
            ? "\(count.counted("row")), none outside its window by \(own)"
            : "\(outside) of \(count.counted("row")) \(outside.choosing("lies", "lie")) outside the window by \(own)"
        if fitting.count > 1 {
            return .notSeen(
                name, of: definition.name, "\(count.counted("row")) fit \(fitting.joined(separator: " and ")) alike")
        }
        switch (definition.rowDay, field) {
        case (.own, own): return .expected(name, of: definition.name, answer: "own_time", seen: seen)
        case (.own, _) where outside == 0:
            return .notSeen(name, of: definition.name, "\(seen), but some rows have no time")
        case (.own, let field?):
            return differs(reply, answer: "other_field", seen: "\(seen), none by \(field)", key: field)
        case (.own, nil):
            if let hours = Self.hours(reply, by: own) { return otherClock(reply, hours) }
            return differs(
                reply, answer: "other_time", seen: "\(seen), and no other field of theirs fits",
                key: SelectingTime.windowWord)
        case (.window, own):
            return .differs(
                name, of: definition.name, answer: "own_time", seen: seen,
                follows:
                    "rows are filed under the day that was asked for, which is right as well; with the key, one call"
                    + " may bring many days",
                key: key(reply, own))
        case (.window, _) where outside == 0:
            return .notSeen(name, of: definition.name, "\(seen), and no other time shows whether that is by accident")
        case (.window, _):
            let fitting = field.map { ", none by \($0)" } ?? ""
            return .expected(name, of: definition.name, answer: "other_time", seen: seen + fitting)
        }
    }

    private func differs(_ reply: Reply, answer: String, seen: String, key time: String) -> DeepFinding {
        .differs(
            name, of: reply.report.name, answer: answer, seen: seen,
            follows: "without the key, rows outside their window go to quarantine", key: key(reply, time),
            needsAction: true)
    }

    private func otherClock(_ reply: Reply, _ hours: Int) -> DeepFinding {
        .differs(
            name, of: reply.report.name, answer: "other_clock",
            seen: "all \(reply.rows.count.counted("row")) lie in the window moved by \(abs(hours).counted("hour"))",
            follows:
                "rows are selected by another clock than they are written by; a run commits no such day (65), and no"
                + " key helps: ask wolkvox",
            needsAction: true)
    }

    private func key(_ reply: Reply, _ time: String) -> String { "selects: { \(reply.report.name): \(time) }" }

    /// The fewest whole hours by which the window must be moved to hold all rows; nil if there are none, or so few strays
    /// that a run would take them for an accident.
    private static func hours(_ reply: Reply, by field: String) -> Int? {
        let times = reply.rows.times(of: field)
        guard reply.rows.outside(reply.window, by: field).outside >= fewestStrays, let oldest = times.min(),
            let newest = times.max()
        else { return nil }
        return (1...mostHours).flatMap { [$0, -$0] }.first { hours in
            let moved = Int64(hours) * 3600
            return reply.window.first + moved <= oldest && newest <= reply.window.last + moved
        }
    }
}

extension DeepFinding {
    /// What the finding says of the time by which a report selects its rows; nil if it says nothing of that.
    var selects: (report: String, time: SelectingTime)? {
        guard question == SelectingTimes().name, let subject, let key,
            let time = key.split(separator: " ").dropLast().last
        else { return nil }
        return (subject, SelectingTime(String(time)))
    }
}
