import ETL

/// By which time does each report select its rows? Rows outside their window show that it is not the one that is believed.
struct SelectingTimes: DeepQuestion {
    let name = "selects"

    /// Fewer rows show nothing.
    private static let fewest = 10
    /// Zones differ by no more hours.
    private static let mostHours = 26

    func calls(for reports: [AskedReport]) -> Int { max(0, reports.count(where: \.isOfEvents) - 1) }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        guard !interview.eventReports.isEmpty else {
            throw Unasked(reason: "no report of the pipeline selects by times")
        }
        var findings: [DeepFinding] = []
        for report in interview.eventReports {
            do {
                findings.append(finding(try await interview.busyHours(of: report)))
            } catch let error as Unasked {
                findings.append(.notSeen(name, of: report.name, error.reason))
            }
        }
        return findings
    }

    /// The field by whose time all rows lie in their window; nil where no field does, or there are too few rows.
    static func field(of reply: Reply) -> String? {
        guard reply.rows.count >= fewest else { return nil }
        let own = reply.report.definition.eventTime
        let others = reply.report.definition.selectableFields.filter { $0 != own }
        return ([own].compactMap(\.self) + others).first { reply.rows.outside(reply.window, by: $0) == (0, 0) }
    }

    private func finding(_ reply: Reply) -> DeepFinding {
        let definition = reply.report.definition
        let (rows, count) = (reply.rows, reply.rows.count)
        guard count >= Self.fewest, let own = definition.eventTime else {
            return .notSeen(name, of: definition.name, "\(count.counted("row")) of two hours are too few to show it")
        }
        let outside = rows.outside(reply.window, by: own).outside
        let field = Self.field(of: reply)
        let seen =
            outside == 0
            ? "\(count.counted("row")), none outside its window by \(own)"
            : "\(outside) of \(count.counted("row")) \(outside.choosing("lies", "lie")) outside the window by \(own)"
        switch (definition.rowDay, field) {
        case (.own, own): return .expected(name, of: definition.name, "own_time", seen)
        case (.own, let field?): return differs(reply, "other_field", "\(seen), none by \(field)", key: field)
        case (.own, nil) where outside == 0:
            return .notSeen(name, of: definition.name, "\(seen), but some rows have no time")
        case (.own, nil):
            if let hours = Self.hours(reply, by: own) { return otherClock(reply, hours) }
            return differs(
                reply, "other_time", "\(seen), and no other field of theirs fits", key: SelectingTime.windowWord)
        case (.window, own):
            return .differs(
                name, of: definition.name, "own_time", seen,
                follows:
                    "rows are filed under the day that was asked for, which is right as well; with the key, one call"
                    + " may bring many days",
                key: key(reply, own))
        case (.window, _):
            let fitting = field.map { ", none by \($0)" } ?? ""
            return .expected(name, of: definition.name, "other_time", seen + fitting)
        }
    }

    private func differs(_ reply: Reply, _ answer: String, _ seen: String, key time: String) -> DeepFinding {
        .differs(
            name, of: reply.report.name, answer, seen,
            follows: "without the key, rows outside their window go to quarantine", key: key(reply, time),
            needsAction: true)
    }

    private func otherClock(_ reply: Reply, _ hours: Int) -> DeepFinding {
        .differs(
            name, of: reply.report.name, "other_clock",
            "all \(reply.rows.count.counted("row")) lie in the window moved by \(abs(hours).counted("hour"))",
            follows:
                "rows are selected by another clock than they are written by; a run commits no such day (65), and no"
                + " key helps: ask wolkvox",
            needsAction: true)
    }

    private func key(_ reply: Reply, _ time: String) -> String { "selects: { \(reply.report.name): \(time) }" }

    /// The whole hours by which the window must be moved to hold all rows; nil if there are none.
    private static func hours(_ reply: Reply, by field: String) -> Int? {
        let times = (reply.rows.times[field] ?? []).compactMap(\.self)
        guard let oldest = times.min(), let newest = times.max() else { return nil }
        return (-mostHours...mostHours).filter { $0 != 0 }.first { hours in
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
