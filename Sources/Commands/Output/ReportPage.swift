import ETL

/// All that is known of a report, for people.
struct ReportPage {
    let report: ReportDefinition
    /// The columns of its files.
    let schema: Schema

    /// The lines in at most `width` columns of a terminal, or as they are without one.
    func lines(width: Int?) -> [String] {
        var lines = ["\(report.name): \(report.title.en) (\(report.title.es))", "rows are \(report.grainPhrase)"]
        if let days = report.daysPerCall {
            lines.append("a call covers \(days.counted("day")) at most")
        }
        if let nesting { lines.append(nesting) }
        lines += report.parameters.map(line)
        var table = TextTable(["column", "type", "read as", "meaning"], yielding: .fold(3))
        for field in schema.fields {
            let form = field.origin == nil ? "" : field.form.rawValue
            table.add([field.name, field.type.rawValue, form, field.summary])
        }
        lines = DisplayWidth.folded(lines, to: width) + [""] + table.lines(width: width) + [""]
        let facts = ReportDefinition.FactSource.allCases.compactMap { source in
            let known = report.facts.filter { $0.value == source }.keys.sorted()
            return known.isEmpty ? nil : "\(source.words): \(known.joined(separator: ", "))"
        }
        return lines + DisplayWidth.folded(facts, to: width)
    }

    private var nesting: String? {
        switch report.flatten {
        case nil: nil
        case .list(let key, let prefix):
            "one row for each element of `\(key)`" + (prefix.isEmpty ? "" : ", whose keys get `\(prefix)` in front")
        case .object(let column): "one row for each key of `data`, which stands in `\(column)`"
        }
    }

    private func line(_ parameter: Parameter) -> String {
        var words = ["parameter \(parameter.name)", parameter.isRequired ? "required" : "optional"]
        if parameter.acceptsAll { words.append("takes `all`") }
        if !parameter.values.isEmpty { words.append("takes \(parameter.values.joined(separator: " or "))") }
        if let value = parameter.defaultValue { words.append("\(value) unless another is given") }
        return "\(words.joined(separator: ", ")): \(parameter.summary)"
    }
}

extension ReportDefinition {
    /// What rows are, in a word or two.
    var grainName: String {
        switch grain {
        case .event: "events"
        case .total: "totals of a day"
        case .bucket(let seconds) where seconds % 86_400 == 0: "totals by day"
        case .bucket(let seconds) where seconds == 3600: "totals by hour"
        case .bucket(let seconds): "totals by \((seconds / 60).counted("minute"))"
        }
    }

    /// What rows are and which day they belong to.
    var grainPhrase: String {
        if isStamped { return "\(grainName), asked for day by day and stamped with `window_start` and `window_end`" }
        guard let eventTime else { return grainName }
        switch rowDay {
        case .own: return "\(grainName), each on the day of its `\(eventTime)`"
        case .window:
            return "\(grainName), on the day that was asked for: the API may select by another time than `\(eventTime)`"
        }
    }
}

extension ReportDefinition.FactSource {
    /// Where a fact is from, for people.
    fileprivate var words: String {
        switch self {
        case .vendorPage: "from the vendor's page"
        case .vendorCollection: "from the vendor's collection of requests"
        case .observed: "seen in answers of live servers"
        case .inferred: "concluded, not documented"
        case .translation: "translated"
        case .user: "from the pipeline file"
        }
    }
}

extension ReportPage: VerbResult {
    private struct Document: Encodable {
        struct Column: Encodable {
            var name: String
            var type: String
            var form: String?
            var origin: String?
            var summary: String
        }

        struct Parameter: Encodable {
            var name: String
            var required: Bool
            var acceptsAll: Bool
            var values: [String]
            var `default`: String?
            var summary: String
        }

        var formatVersion = 1
        var name: String
        var title: String
        var titleEs: String
        var grain: String
        var parameters: [Parameter]
        var columns: [Column]
        var facts: [String: String]
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws {
        let document = Document(
            name: report.name, title: report.title.en, titleEs: report.title.es, grain: report.grain.word.rawValue,
            parameters: report.parameters.map {
                .init(
                    name: $0.name, required: $0.isRequired, acceptsAll: $0.acceptsAll, values: $0.values,
                    default: $0.defaultValue, summary: $0.summary)
            },
            columns: schema.fields.map {
                .init(
                    name: $0.name, type: $0.type.rawValue, form: $0.origin == nil ? nil : $0.form.rawValue,
                    origin: $0.origin, summary: $0.summary)
            },
            facts: report.facts.mapValues(\.rawValue))
        try body(JSONOutput.text(document) + "\n")
    }
}
