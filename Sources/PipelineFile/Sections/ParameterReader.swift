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
        let values = values(nodes, of: key, parameter)
        return values.count == nodes.count ? ReportSpec.Parameter(name: name, values: values) : nil
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

    private func values(
        _ nodes: [YAMLNode], of key: KeyShape, _ parameter: Parameter
    ) -> [String] {
        let item = Setting(key.item(.parameterValue), ParameterValue.parse)
        var values: [String] = []
        for node in nodes {
            guard let scalar = context.scalar(node, of: item.shape), var value = context.parse(scalar, as: item)
            else { continue }
            if value.lowercased() == "all" {
                value = "all"
                guard parameter.acceptsAll else {
                    context.error("\(key.name): 'all' is refused by this report; list the values", at: node.place)
                    continue
                }
                guard nodes.count == 1 else {
                    context.error(
                        "\(key.name): 'all' can't stand beside other values; write `\(key.name): all`", at: node.place)
                    continue
                }
            } else if !parameter.values.isEmpty, !parameter.values.contains(value) {
                let known = parameter.values.joined(separator: ", ")
                context.error("\(key.name): \(scalar.shown) is none of \(known)", at: node.place)
                continue
            }
            if values.contains(value) {
                context.error("\(key.name): \(scalar.shown) is listed twice", at: node.place)
                continue
            }
            values.append(value)
        }
        return values
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
