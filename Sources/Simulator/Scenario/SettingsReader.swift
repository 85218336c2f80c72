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

/// The settings of one fault.
typealias FaultSettings = SettingsReader
