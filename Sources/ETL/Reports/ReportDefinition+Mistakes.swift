extension ReportDefinition {
    /// Something that keeps a definition from making sense, or that people should know of it.
    package struct Mistake: Sendable, Equatable, CustomStringConvertible {
        /// A part of a definition, whether it is written in YAML or in JSON.
        package struct Place: Sendable, Hashable, CustomStringConvertible {
            /// A key of the definition.
            package var key: String
            /// The number of an item, where the key has a list.
            package var item: Int?
            /// A key of the item, or of the mapping that the key has.
            package var member: String?

            package init(_ key: String, item: Int? = nil, member: String? = nil) {
                self.key = key
                self.item = item
                self.member = member
            }

            /// `fields[3].name`.
            package var description: String {
                key + (item.map { "[\($0)]" } ?? "") + (member.map { ".\($0)" } ?? "")
            }
        }

        /// Where it is.
        package var place: Place
        /// What is wrong, for people.
        package var message: String
        /// Whether the definition can be used all the same.
        package var isWarning = false

        /// `fields[3].name: the field 'date' is defined twice`.
        package var description: String { "\(place): \(message)" }
    }

    /// All that keeps the definition from making sense.
    package var mistakes: [Mistake] { findings().filter { !$0.isWarning } }

    /// All that is to be said about the definition, in the order in which its parts stand. Nothing is said about keys in
    /// `unread`, which could not be read, and nothing that depends on their values.
    package func findings(unread: Set<String> = []) -> [Mistake] {
        var check = DefinitionCheck(report: self, unread: unread)
        check.run()
        return check.findings
    }

    /// Whether a text can be a report's name: folders and tables are called by it.
    package static func isName(_ text: String) -> Bool {
        let letters: ClosedRange<UInt8> = 0x61...0x7A
        guard let first = text.utf8.first, letters.contains(first), text.utf8.count <= longestName else { return false }
        return text.utf8.allSatisfy { letters.contains($0) || 0x30...0x39 ~= $0 || $0 == 0x5F }
    }

    /// The most characters that a report's name has.
    package static let longestName = 64
}

/// Looks a definition over, part by part.
private struct DefinitionCheck {
    let report: ReportDefinition
    let unread: Set<String>
    var findings: [ReportDefinition.Mistake] = []

    private var names: [String] { report.fields.map(\.name) }

    mutating func run() {
        if !ReportDefinition.isName(report.name) {
            add("name", "the name of a report is small letters, digits and '_', a letter first")
        }
        if knows("grain") { checkGrain() }
        if knows("grain", "event_time", "fields", "row_day") { checkTime() }
        if knows("event_time", "fields") { checkEventTime() }
        if knows("days_per_call"), let days = report.daysPerCall, days < 1 {
            add("days_per_call", "a call covers one day or more")
        }
        checkFields()
        if knows("parameters") { checkParameters() }
        if knows("flatten", "fields") { checkFlatten() }
        if knows("answer_order", "fields") { checkOrder() }
    }

    private func knows(_ keys: String...) -> Bool { unread.isDisjoint(with: keys) }

    /// Adds what concerns the definition as a whole and is said with its name.
    private mutating func add(_ key: String, item: Int? = nil, _ message: String) {
        guard knows("name") else { return }
        findings.append(.init(place: .init(key, item: item), message: "\(report.name): \(message)"))
    }

    /// Adds what concerns one value and is said with its key.
    private mutating func add(at place: ReportDefinition.Mistake.Place, _ message: String, isWarning: Bool = false) {
        let text = "\(place.member ?? place.key): \(message)"
        findings.append(.init(place: place, message: text, isWarning: isWarning))
    }

    private mutating func checkGrain() {
        guard case .bucket(let seconds) = report.grain,
            seconds < 1 || !ReportDefinition.daySeconds.isMultiple(of: seconds)
        else { return }
        let day = "a day of \(ReportDefinition.daySeconds) seconds"
        add(at: .init("bucket_seconds"), "\(day) is not a multiple of \(seconds)")
    }

    private mutating func checkTime() {
        switch report.grain {
        case .event where report.eventTime == nil:
            add("grain", "an event has a time of its own: name its field as 'event_time'")
            if report.rowDay == .window {
                add("row_day", "without 'event_time' there is nothing that a window could differ from")
            }
        case .total where report.eventTime != nil:
            add("event_time", "rows that are totals have no time of their own")
        case .event, .total, .bucket:
            break
        }
    }

    private mutating func checkEventTime() {
        guard let time = report.eventTime else { return }
        guard let field = report.fields.first(where: { $0.name == time }) else {
            return lacks(time, at: .init("event_time"))
        }
        guard field.form != .timestamp, field.form != .day else { return }
        add(
            at: .init("event_time"),
            "'\(time)' has the form \(field.form.rawValue); a row's time needs `form: timestamp`, or day")
    }

    private mutating func lacks(_ name: String, at place: ReportDefinition.Mistake.Place) {
        add(at: place, "this definition has no field '\(name)'\(NearestName.ending(for: name, among: names))")
    }

    private mutating func checkFields() {
        if knows("fields"), report.fields.isEmpty { add("fields", "a report has one field or more") }
        let stamps =
            knows("grain", "event_time") && report.isStamped
            ? [ReportDefinition.windowStart, ReportDefinition.windowEnd] : []
        let hidden = Dictionary(
            names.filter(Partition.keys.contains).map { (Partition.columnName($0), $0) },
            uniquingKeysWith: { first, _ in first })
        var seen: [String: String] = [:]
        for (index, field) in report.fields.enumerated() {
            if field.name.isEmpty {
                add("fields", item: index, "a field has a name")
                continue
            }
            let place = ReportDefinition.Mistake.Place("fields", item: index, member: "name")
            let earlier = seen[field.name.lowercased()]
            seen[field.name.lowercased()] = earlier ?? field.name
            if stamps.contains(field.name) {
                add(at: place, "'\(field.name)' is a column that the program stamps on totals itself")
            } else if field.name == Schema.extraName {
                add(
                    at: place,
                    "'\(field.name)' is a column that the program writes itself, for fields that the definition lacks")
            } else if earlier == field.name {
                add(at: place, "the field '\(ShownText.short(field.name))' is defined twice")
            } else if let column = hidden[field.name] {
                add("fields", item: index, "'\(field.name)' is the column that '\(column)' is written as")
            } else if let earlier {
                // JSON tells them apart, and so do the files; tables of most lakes don't.
                add(
                    at: place,
                    "'\(ShownText.short(field.name))' differs from '\(ShownText.short(earlier))' in case alone; most tables "
                        + "hold only one of them", isWarning: true)
            }
        }
    }

    private mutating func checkParameters() {
        var seen: Set<String> = []
        for (index, parameter) in report.parameters.enumerated() {
            let place = ReportDefinition.Mistake.Place("parameters", item: index, member: "name")
            if parameter.name.isEmpty {
                add("parameters", item: index, "a parameter has a name")
            } else if ["api", "date_ini", "date_end"].contains(parameter.name) {
                add(at: place, "'\(parameter.name)' is in every request already; remove it")
            } else if !seen.insert(parameter.name).inserted {
                add(at: place, "'\(parameter.name)' is listed twice")
            } else if let value = parameter.defaultValue, !parameter.accepts(value) {
                add("parameters", item: index, "'\(parameter.name)' doesn't accept its own default '\(value)'")
            }
        }
    }

    private mutating func checkFlatten() {
        switch report.flatten {
        case .list(let key, _) where key.isEmpty || names.contains(key):
            add("flatten", "the list is taken apart, so '\(key)' can be no field")
        case .object(let column) where !names.contains(column):
            lacks(column, at: .init("flatten", member: "object"))
        case .list, .object, nil:
            break
        }
    }

    private mutating func checkOrder() {
        if report.answerOrder == names { return }
        var seen: Set<String> = []
        for (index, name) in report.answerOrder.enumerated() {
            let place = ReportDefinition.Mistake.Place("answer_order", item: index)
            if !names.contains(name) {
                lacks(name, at: place)
            } else if !seen.insert(name).inserted {
                add(at: place, "'\(name)' is listed twice")
            }
        }
    }
}
