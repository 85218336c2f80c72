import ETL
import Settings

/// Reads one parameter of a report.
struct ParameterReader {
    let context: FileContext

    func read(
        _ name: String, _ entry: YAMLNode.Entry, of report: ReportDefinition
    ) -> ReportSpec.Parameter? {
        guard let parameter = report.parameters.first(where: { $0.name == name }) else {
            let known = report.parameters.map(\.name)
            let ending =
                known.isEmpty ? "; it takes none" : NearestName.ending(for: name, among: known)
            context.error("\(report.name) has no parameter '\(ShownText.short(name))'\(ending)", at: entry.key.place)
            return nil
        }
        let key = KeyShape(
            name, .oneOrMore(.parameterValue), summary: "", example: parameter.acceptsAll ? "all" : "[101, 102]")
        let nodes: [YAMLNode]
        switch entry.value.content {
        case .scalar: nodes = [entry.value]
        case .sequence:
            guard let items = context.items(entry.value, of: key) else { return nil }
            nodes = items
        case .mapping:
            return list(entry.value, of: key)
        }
        return values(nodes, of: key, parameter).map { ReportSpec.Parameter(name: name, values: $0) }
    }

    /// `{ from: campaigns }`
    private func list(_ node: YAMLNode, of key: KeyShape) -> ReportSpec.Parameter? {
        let keys = context.stages.valueList
        guard let list = MappingReader(node, of: key, shape: keys.shape, context: context)?.scalar(keys.from),
            let value = context.parse(list, as: keys.from)
        else { return nil }
        let fitting = keys.lists.first { $0.key == key.name }
        if let fitting, fitting != value {
            context.error(
                "\(key.name): its values are those of \(fitting), not of \(value)", at: list.place)
            return nil
        }
        return ReportSpec.Parameter(name: key.name, values: [], list: value)
    }

    private func values(_ nodes: [YAMLNode], of key: KeyShape, _ parameter: Parameter) -> [String]? {
        let item = Setting(key.item(.parameterValue)) { (text: String) throws(Complaint) -> String in
            let value = try ParameterValue.parse(text)
            return value.lowercased() == "all" ? "all" : value
        }
        return context.values(nodes, of: item) { scalar in
            let mistake: String
            if scalar.text.lowercased() != "all" {
                if parameter.values.isEmpty || parameter.values.contains(scalar.text) { return true }
                mistake = "\(scalar.shown) is none of \(parameter.values.joined(separator: ", "))"
            } else if !parameter.acceptsAll {
                mistake = "'all' is refused by this report; list the values"
            } else if nodes.count > 1 {
                mistake = "'all' can't stand beside other values; write `\(key.name): all`"
            } else {
                return true
            }
            context.error("\(key.name): \(mistake)", at: scalar.place)
            return false
        }
    }
}

/// Values of report parameters, which go into addresses and names of files.
enum ParameterValue {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard text.utf8.count <= 64 else { throw Complaint("is longer than 64 characters") }
        guard text.utf8.allSatisfy({ ASCIIText.isLetterOrDigit($0) || "_-".utf8.contains($0) }) else {
            throw Complaint("holds something other than letters a to z, digits, '_' and '-'")
        }
        return text
    }
}
