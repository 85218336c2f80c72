import Yams

/// Reads one mapping of a scenario file, or a value that stands alone in its place. What is wrong goes to the list of
/// mistakes, and nil is returned as if it weren't there; what nobody asked for is a mistake in the end.
final class SettingsReader {
    private let node: Node
    private let mistakes: MistakeList
    private var asked: Set<String> = []
    private var askedAlone = false

    init(_ node: Node, mistakes: MistakeList) {
        self.node = node
        self.mistakes = mistakes
        if node.sequence != nil { mistakes.add("a list stands where one thing is wanted", at: node.mark) }
    }

    var keys: [String] {
        node.mapping?.keys.compactMap(\.scalar?.string) ?? []
    }

    /// The node of a key, or with `orAlone` the value that stands alone.
    func node(_ key: String, orAlone: Bool = false) -> Node? {
        asked.insert(key)
        if orAlone { askedAlone = true }
        guard let mapping = node.mapping else {
            guard orAlone, let scalar = node.scalar, !scalar.string.isEmpty else { return nil }
            return node
        }
        return mapping[Node(key)]
    }

    func mistake(_ message: String, at key: String) {
        mistakes.add(message, at: (node.mapping?[Node(key)] ?? node).mark)
    }

    func mapping(_ key: String) -> SettingsReader? {
        guard let value = node(key) else { return nil }
        guard value.mapping != nil else {
            mistakes.add("'\(key)' wants names and values below it", at: value.mark)
            return nil
        }
        return SettingsReader(value, mistakes: mistakes)
    }

    func list(_ key: String) -> [SettingsReader] {
        guard let value = node(key) else { return [] }
        guard let sequence = value.sequence else {
            mistakes.add("'\(key)' wants a list", at: value.mark)
            return []
        }
        return sequence.map { SettingsReader($0, mistakes: mistakes) }
    }

    /// A name alone, or a mapping of one name to its settings.
    func named(_ key: String) -> (name: String, settings: SettingsReader)? {
        guard let value = node(key) else { return nil }
        if let name = value.scalar?.string, !name.isEmpty {
            return (name, SettingsReader(Node(""), mistakes: mistakes))
        }
        guard let mapping = value.mapping, mapping.count == 1, let entry = mapping.first,
            let name = entry.key.scalar?.string
        else { return nil }
        return (name, SettingsReader(entry.value, mistakes: mistakes))
    }

    /// The text of a value, whatever YAML would make of it.
    func scalar(_ key: String, orAlone: Bool) -> (text: String, mark: Mark?)? {
        guard let value = node(key, orAlone: orAlone) else { return nil }
        guard let scalar = value.scalar else {
            mistakes.add("'\(key)' wants one value", at: value.mark)
            return nil
        }
        return (scalar.string, value.mark)
    }

    /// Reads a value by `parse`, and says what was wanted if that gives nothing.
    func value<T>(_ key: String, orAlone: Bool, wanted: String, _ parse: (String) -> T?) -> T? {
        guard let (text, mark) = scalar(key, orAlone: orAlone) else { return nil }
        if let value = parse(text) { return value }
        mistakes.add("'\(key)' wants \(wanted), not '\(text)'", at: mark)
        return nil
    }

    /// Names every key that nobody asked for, and a lone value that nobody wanted.
    func finish() {
        if let mapping = node.mapping {
            for key in mapping.keys where !asked.contains(key.scalar?.string ?? "") {
                let name = key.scalar?.string ?? "this key"
                let known = asked.isEmpty ? "nothing goes here" : "known: \(asked.sorted().joined(separator: ", "))"
                mistakes.add("'\(name)' is not known here; \(known)", at: key.mark)
            }
        } else if let scalar = node.scalar, !scalar.string.isEmpty, !askedAlone {
            mistakes.add("'\(scalar.string)' stands where names and values are wanted", at: node.mark)
        }
    }
}

extension SettingsReader {
    func text(_ key: String, orAlone: Bool = false) -> String? {
        scalar(key, orAlone: orAlone)?.text
    }

    func number(_ key: String, orAlone: Bool = false) -> Int? {
        value(key, orAlone: orAlone, wanted: "a whole number") { Int($0) }
    }

    func count(_ key: String, orAlone: Bool = false, least: Int = 1, most: Int = .max) -> Int? {
        let wanted = most == .max ? "a whole number from \(least)" : "a whole number from \(least) to \(most)"
        return value(key, orAlone: orAlone, wanted: wanted) { text in
            Int(text.filter { $0 != "_" }).flatMap { (least...most).contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: String) -> Bool? {
        value(key, orAlone: false, wanted: "true or false") { ["true": true, "false": false][$0] }
    }

    func duration(_ key: String, orAlone: Bool = false) -> Duration? {
        value(key, orAlone: orAlone, wanted: "a time such as 200ms, 5s, 10m, 6h or 1d") { Duration(written: $0) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, orAlone: Bool = false, among: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        let wanted = "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return value(key, orAlone: orAlone, wanted: wanted) { Choice(rawValue: $0) }
    }

    /// One text or a list of them.
    func texts(_ key: String) -> [String] {
        guard let value = node(key) else { return [] }
        let nodes = value.sequence.map(Array.init) ?? [value]
        let texts = nodes.compactMap(\.scalar?.string)
        if texts.count < nodes.count { mistake("'\(key)' wants names", at: key) }
        return texts
    }

    /// Names and values, in their order.
    func pairs(_ key: String) -> [(String, String)] {
        guard let values = mapping(key) else { return [] }
        return values.keys.compactMap { name in values.text(name).map { (name, $0) } }
    }
}

extension Duration {
    /// Reads `200ms`, `5s`, `10m`, `6h` or `1d`; a bare number is seconds.
    init?(written text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard let number = Int(digits), number <= 1_000_000_000 else { return nil }
        switch unit {
        case "ms": self = .milliseconds(number)
        case "", "s": self = .seconds(number)
        case "m": self = .seconds(number * 60)
        case "h": self = .seconds(number * 3600)
        case "d": self = .seconds(number * 86_400)
        default: return nil
        }
    }
}
