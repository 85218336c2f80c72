import Settings

/// Values that the shapes give as YAML, for whoever reads JSON.
enum ExampleValue {
    static func tree(of yaml: String) -> JSONTree {
        var collector = DiagnosticCollector(file: "")
        guard !yaml.isEmpty, let node = YAMLComposer.compose(yaml, into: &collector), !collector.hasErrors else {
            return .string(yaml)
        }
        return tree(of: node)
    }

    private static func tree(of node: YAMLNode) -> JSONTree {
        switch node.content {
        case .scalar(let text, let isPlain):
            if isPlain, let number = Int(text), "\(number)" == text { return .integer(number) }
            if isPlain, let flag = Bool(text) { return .boolean(flag) }
            return .string(text)
        case .sequence(let items): return .array(items.map { tree(of: $0) })
        case .mapping(let entries):
            return .object(
                entries.map { entry in
                    guard case .scalar(let key, _) = entry.key.content else {
                        return JSONTree.Member(key: "", value: .null)
                    }
                    return JSONTree.Member(key: key, value: tree(of: entry.value))
                })
        }
    }
}
