internal import ETL
internal import Settings

/// The keys of a condition.
///
/// Conditions are nested twice at most, so that each has a shape of its own.
enum ConditionKeys {
    static let field = Setting(
        KeyShape("field", .field, summary: "The column that is looked at.", example: "hang_up"))
    static let equals = Setting.text("equals", summary: "The value is this.", example: "agent")
    static let notEquals = Setting.text("not_equals", summary: "The value isn't this, or is null.", example: "0")
    static let isIn = values("in", "The value is one of these.")
    static let isNotIn = values("not_in", "The value is none of these, or is null.")
    static let isNull = Setting.flag(
        "is_null", presence: .optional, summary: "Whether there is no value.", example: "false")
    static let startsWith = Setting.text("starts_with", summary: "The text begins so.", example: "\"57\"")
    static let comparisons: [(Setting<String>, Condition.Comparison)] = [
        (.text("less_than", summary: "Less, or earlier.", example: "60"), .lessThan),
        (.text("at_most", summary: "Not more, not later.", example: "60"), .atMost),
        (.text("more_than", summary: "More, or later.", example: "0"), .moreThan),
        (.text("at_least", summary: "Not less, not earlier.", example: "2026-10-01"), .atLeast),
    ]
    static let all = "all"
    static let any = "any"

    /// What a test of one column may say; all that is said must hold.
    static let tests =
        [equals.shape, notEquals.shape, isIn, isNotIn, isNull.shape, startsWith.shape] + comparisons.map(\.0.shape)

    static let innermost = MappingShape("an inner condition", [required(field.shape)] + tests)
    static let inner = group("a condition", of: innermost)
    static let outermost = group("where", of: inner)

    static func list(_ name: String, of shape: MappingShape) -> KeyShape {
        let summary = name == all ? "All of these hold." : "At least one of these holds."
        return KeyShape(
            name, .list(.mapping(shape)), summary: summary, example: "[{ field: hang_up, equals: agent }]")
    }

    private static func values(_ name: String, _ summary: String) -> KeyShape {
        KeyShape(name, .list(.text), summary: summary, example: "[agent, customer]")
    }

    private static func group(_ title: String, of shape: MappingShape) -> MappingShape {
        MappingShape(
            title, [field.shape] + tests + [list(all, of: shape), list(any, of: shape)],
            exactlyOneOf: [["field", all, any]])
    }

    private static func required(_ key: KeyShape) -> KeyShape {
        KeyShape(key.name, key.kind, presence: .required, summary: key.summary, example: key.example)
    }
}

extension ConditionKeys {
    /// Reads the outermost condition; nil, with diagnostics, where something is wrong.
    static func read(_ reader: MappingReader) -> Condition? { read(reader, groups: [inner, innermost]) }

    /// `groups` are the shapes of the conditions within, from the outermost to the innermost.
    private static func read(_ reader: MappingReader, groups: [MappingShape]) -> Condition? {
        if let inner = groups.first {
            for name in [all, any] {
                let key = list(name, of: inner)
                guard let node = reader.node(key) else { continue }
                let parts = parts(node, of: key, shape: inner, reader, groups: Array(groups.dropFirst()))
                let isAlone = refuseTests(beside: name, in: reader)
                guard let parts, isAlone else { return nil }
                return name == all ? .all(parts) : .any(parts)
            }
        }
        return test(reader)
    }

    private static func parts(
        _ node: YAMLNode, of key: KeyShape, shape: MappingShape, _ reader: MappingReader, groups: [MappingShape]
    ) -> [Condition]? {
        reader.context.items(node, of: key)?.every { item in
            MappingReader(item, of: key.item(.mapping(shape)), shape: shape, context: reader.context)
                .flatMap { read($0, groups: groups) }
        }
    }

    private static func test(_ reader: MappingReader) -> Condition? {
        guard let column = reader.value(field) else { return nil }
        var found: [Condition?] = []
        func add<Value>(_ setting: Setting<Value>, _ test: (Value) -> Condition) {
            if reader.has(setting) { found.append(reader.value(setting).map(test)) }
        }
        add(equals) { .isOneOf(column, [$0]) }
        add(notEquals) { .not(.isOneOf(column, [$0])) }
        if reader.node(isIn) != nil { found.append(readValues(isIn, reader).map { .isOneOf(column, $0) }) }
        if reader.node(isNotIn) != nil { found.append(readValues(isNotIn, reader).map { .not(.isOneOf(column, $0)) }) }
        add(isNull) { $0 ? .isNull(column) : .not(.isNull(column)) }
        add(startsWith) { .startsWith(column, $0) }
        for (setting, comparison) in comparisons { add(setting) { .compares(column, comparison, $0) } }
        if found.isEmpty, reader.hasUnknownKeys { return nil }
        if found.isEmpty {
            let names = tests.map(\.name).joined(separator: ", ")
            reader.context.error(
                "where: nothing is said of '\(ShownText.short(column))'; add one of \(names)", at: reader.place)
            return nil
        }
        let complete = found.compactMap { $0 }
        guard complete.count == found.count else { return nil }
        return complete.count == 1 ? complete[0] : .all(complete)
    }

    private static func readValues(_ key: KeyShape, _ reader: MappingReader) -> [String]? {
        reader.list(key, of: .text(key.name, summary: key.summary, example: "agent"))
    }

    private static func refuseTests(beside name: String, in reader: MappingReader) -> Bool {
        let stray = tests.compactMap { key in reader.node(key).map { (key.name, $0.place) } }
        for (test, place) in stray {
            reader.context.error(
                "\(test): beside '\(name)' there is no field to look at; move it into the list", at: place)
        }
        return stray.isEmpty
    }
}
