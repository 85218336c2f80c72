import ETL
import PipelineFile

/// A definition made from what came, with doubts where the rows leave some.
struct Proposal {
    private(set) var definition: ReportDefinition
    private(set) var notes: [DefinitionYAML.Subject: String] = [:]

    init(_ name: String, parameters: [Parameter], from survey: RowSurvey) {
        definition = ReportDefinition(
            name: name, title: .init(en: name, es: name), grain: .total, parameters: parameters, fields: [],
            facts: ["fields": .observed, "forms": .inferred, "grain": .inferred])
        if survey.isObjectOfRecords, survey.fields.rows == 1 {
            addObject(survey)
        } else {
            addRows(survey)
        }
        settleTime(survey)
        definition.answerOrder = definition.fields.map(\.name)
    }

    private mutating func addObject(_ survey: RowSurvey) {
        let name = ["key", "group", "range"].first { !survey.values.names.contains($0) } ?? "the_key"
        definition.flatten = .object(column: name)
        definition.fields.append(FieldDefinition(name))
        note(.field(name), "the keys of the answer's object; give it a better name")
        for name in survey.values.names { add(name, from: survey.values[name]) }
    }

    private mutating func addRows(_ survey: RowSurvey) {
        let nested = survey.fields.names.filter { survey.fields[$0].isNested }
        for name in survey.fields.names {
            let evidence = survey.fields[name]
            guard name == nested.first else {
                add(name, from: evidence)
                continue
            }
            let isClear = Set(evidence.inner.names).isDisjoint(with: survey.fields.names)
            let prefix = isClear ? "" : "\(name)_"
            definition.flatten = .list(key: name, prefix: prefix)
            for inner in evidence.inner.names { add(prefix + inner, from: evidence.inner[inner], as: inner) }
        }
        if nested.count > 1 {
            note(.key("flatten"), "also \(nested.dropFirst().joined(separator: ", ")); one list alone can become rows")
        }
    }

    private mutating func add(_ name: String, from evidence: FieldEvidence, as key: String? = nil) {
        // The program's own column is made again anyway.
        guard name != Schema.extraName, !name.isEmpty else { return }
        let guess = FieldGuess.guess(key ?? name, from: evidence)
        definition.fields.append(FieldDefinition(name, guess.form))
        if let doubt = guess.doubt { note(.field(name), doubt) }
    }

    /// Events have a time; what has a day only is counted by the day; all else is a total of what was asked for.
    private mutating func settleTime(_ survey: RowSurvey) {
        let times = definition.fields.filter { $0.form == .timestamp }.map(\.name)
        let days = definition.fields.filter { $0.form == .day }.map(\.name)
        if let time = Self.best(times) {
            definition.grain = .event
            definition.eventTime = time
            let others = times.filter { $0 != time }
            if !others.isEmpty { note(.key("event_time"), "or \(others.joined(separator: ", "))") }
            if let outside = survey.outside[time] {
                definition.rowDay = .window
                note(
                    .key("row_day"),
                    "\(outside) of \(survey.fields.rows) rows \(outside.choosing("lies", "lie")) outside of the day that was asked for"
                )
            }
        } else if let day = Self.best(days), definition.flatten == nil {
            definition.grain = .bucket(seconds: 86_400)
            definition.eventTime = day
            note(.key("grain"), "or totals of shorter stretches of a day")
        } else {
            note(.key("grain"), "no field holds a time of each row")
        }
    }

    private static func best(_ names: [String]) -> String? {
        ["date", "fecha", "date_ini", "start_date", "day"].first(where: names.contains) ?? names.first
    }

    private mutating func note(_ subject: DefinitionYAML.Subject, _ text: String) {
        notes[subject] = "unsure: \(text)"
    }
}

extension FieldEvidence {
    /// Whether it is a list of objects wherever it is anything.
    fileprivate var isNested: Bool { lists > 0 && lists == values && !inner.names.isEmpty }
}
