import Settings

/// What values of a kind look like to a validator of JSON Schema, which sees YAML's own types: numbers, booleans and nulls
/// where this program reads text.
extension KeyKind {
    var jsonSchema: JSONTree {
        switch self {
        case .name: Self.text("^(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
        case .reportName: Self.pattern("^[a-z][a-z0-9_]{0,63}$")
        case .text: Self.text("^[^\\u0000-\\u001f\\u007f-\\u009f]*$")
        case .flag: Self.any([["type": "boolean"], ["enum": ["true", "false"]]])
        case .integer(let range):
            Self.any([Self.integer(range), ["type": "string", "pattern": .string(Self.digits(of: range))]])
        case .duration, .days: Self.pattern("^[0-9]+[smhd]$")
        case .bytes: Self.pattern("^[0-9]+(KiB|MiB|GiB|kB|KB|MB|GB|B)$")
        case .percent: Self.pattern("^0*(100(\\.0{1,6})?|[0-9]{1,2}(\\.[0-9]{1,6})?)%$")
        case .choice(let words): Self.any([["enum": .array(Self.spellings(of: words))]])
        case .day:
            Self.pattern("^(today|yesterday|-[0-9]{1,5}d|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$")
        case .date: Self.pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
        case .bound:
            Self.any([
                ["type": "number"],
                [
                    "type": "string",
                    "pattern":
                        "^(-?[0-9]+(\\.[0-9]+)?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ][0-9]{2}:[0-9]{2}:[0-9]{2})?)$",
                ],
            ])
        case .span: Self.pattern("^(auto|[0-9]+[smhd])$")
        case .server: Self.any([["type": "string", "pattern": "^[0-9]{1,6}$"], Self.integer(0...999_999)])
        case .endpoint: Self.pattern("^[Hh][Tt][Tt][Pp][Ss]?://[^@?#]+$")
        case .zone: Self.pattern("^(UTC|[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)+)$")
        case .secret: Self.text("^(?!\\$[A-Za-z_][A-Za-z0-9_]*$)[^\\u0000-\\u001f\\u007f-\\u009f]+$")
        case .address: Self.pattern("^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@]+([/?][^#]*)?$")
        case .template: Self.text("^[\\s\\S]+$")
        case .field: Self.text("^[^\\u0000-\\u001f\\u007f-\\u009f]+$")
        case .column: Self.text(NewColumnName.pattern)
        case .digits(let most):
            Self.any([
                ["type": "string", "pattern": .string("^[0-9]{1,\(most)}$")],
                Self.integer(0...(0..<most).reduce(1) { power, _ in power * 10 } - 1),
            ])
        case .path:
            Self.pattern("^(?!~$|~/)([^\\u0000-\\u001f\\u007f-\\u009f$]|\\$\\$|\\$(?![A-Za-z_$]))+$")
        case .report: ["$ref": "#/definitions/report_name"]
        case .parameterValue: Self.text("^[A-Za-z0-9_-]{1,64}$")
        case .list(let item): ["type": "array", "minItems": 1, "items": item.jsonSchema]
        case .anyList(let item): ["type": "array", "items": item.jsonSchema]
        case .oneOrMore(let item): ["anyOf": [item.jsonSchema, KeyKind.list(item).jsonSchema]]
        case .either(let first, let second): ["anyOf": [first.jsonSchema, second.jsonSchema]]
        case .mapping(let shape): Self.reference(to: shape.title)
        case .transform: Self.reference(to: StageShapes.transformTitle)
        case .expectation: Self.reference(to: StageShapes.expectationTitle)
        case .valueList: Self.reference(to: ValueListKeys.title)
        case .openMapping(let item): ["type": "object", "additionalProperties": item.jsonSchema]
        case .anything: [:]
        }
    }

    /// The mappings that values of the kind hold, with those of the stages that there are.
    func shapes(among stages: StageShapes) -> [MappingShape] {
        switch self {
        case .mapping(let shape): [shape]
        case .transform: [stages.transform]
        case .expectation: [stages.expectation]
        case .valueList: [stages.valueList.shape]
        case .list(let item), .anyList(let item), .oneOrMore(let item), .openMapping(let item):
            item.shapes(among: stages)
        case .either(let first, let second): first.shapes(among: stages) + second.shapes(among: stages)
        default: []
        }
    }

    private static func reference(to title: String) -> JSONTree {
        ["$ref": .string("#/definitions/\(MappingShape.slug(of: title))")]
    }

    /// Whatever else is asked of a single value, a variable may bring it.
    private static func any(_ forms: [JSONTree]) -> JSONTree {
        ["anyOf": .array(forms + [["$ref": "#/definitions/placeholder"]])]
    }

    private static func pattern(_ pattern: String) -> JSONTree {
        any([["type": "string", "pattern": .string(pattern)]])
    }

    /// Text that may look like a number or a truth to other readers of YAML.
    private static func text(_ pattern: String) -> JSONTree {
        any([["type": "string", "pattern": .string(pattern)], ["type": ["number", "boolean"]]])
    }

    private static func integer(_ range: ClosedRange<Int>) -> JSONTree {
        ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    }

    /// Numbers in quotes: a pattern can name a few, and of many say no more than what they are made of.
    private static func digits(of range: ClosedRange<Int>) -> String {
        range.count <= 31 ? "^(\(range.map(String.init).joined(separator: "|")))$" : "^[0-9]+$"
    }

    /// The words, and what an unquoted one means in YAML.
    private static func spellings(of words: [String]) -> [JSONTree] {
        words.map { .string($0) } + (words.contains("null") ? [.null] : [])
    }
}

extension MappingShape {
    /// A name for it among the schema's definitions.
    var slug: String { Self.slug(of: title) }

    static func slug(of title: String) -> String { title.replacing(" ", with: "_") }
}

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
                entries.compactMap { entry in
                    guard case .scalar(let key, _) = entry.key.content else { return nil }
                    return JSONTree.Member(key: key, value: tree(of: entry.value))
                })
        }
    }
}
