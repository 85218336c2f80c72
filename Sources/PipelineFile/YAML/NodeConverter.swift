import Settings
import Yams

/// Reads the parser's nodes into this program's own, writes aliases out, and finds what no pipeline file may hold.
struct NodeConverter {
    static let mostNodes = 10_000

    private let doubled: DoubledKeys
    private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
    private var size = 0
    private var isTooLarge = false

    init(doubled: DoubledKeys) {
        self.doubled = doubled
    }

    mutating func convert(_ node: Node, into collector: inout DiagnosticCollector) -> YAMLNode {
        let place = node.mark.map(Place.init) ?? Place(line: 1, column: 1)
        if case .scalar(let scalar) = node, scalar.style == .plain, let name = YAMLPreprocessor.aliasName(scalar.string)
        {
            return alias(name, at: place, into: &collector)
        }
        let sizeBefore = size
        grow(by: 1, at: place, into: &collector)
        checkTag(of: node, at: place, into: &collector)
        let converted = YAMLNode(content: content(of: node, into: &collector), place: place)
        if let anchor = node.anchor?.rawValue {
            anchors[anchor] = (converted, size - sizeBefore)
        }
        return converted
    }

    private mutating func content(of node: Node, into collector: inout DiagnosticCollector) -> YAMLNode.Content {
        switch node {
        case .scalar(let scalar):
            let text = doubled.name(of: scalar.string) ?? scalar.string
            return .scalar(YAMLPreprocessor.removed(from: text), isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            return .sequence(sequence.map { convert($0, into: &collector) })
        case .mapping(let mapping):
            return .mapping(
                mapping.map { key, value in
                    YAMLNode.Entry(key: convert(key, into: &collector), value: convert(value, into: &collector))
                })
        case .alias:
            return .scalar("", isPlain: true)
        }
    }

    private mutating func alias(
        _ name: String, at place: Place, into collector: inout DiagnosticCollector
    ) -> YAMLNode {
        let absent = YAMLNode(content: .scalar("", isPlain: true), place: place)
        guard let anchored = anchors[name] else {
            collector.error(
                "no anchor &\(name.prefix(40)) stands before this alias; quote a value that starts with *", at: place)
            return absent
        }
        grow(by: anchored.size, at: place, into: &collector)
        return isTooLarge ? absent : anchored.node
    }

    private mutating func grow(by count: Int, at place: Place, into collector: inout DiagnosticCollector) {
        // Sizes double from alias to alias, so the sum must not go on growing.
        guard !isTooLarge else { return }
        size += count
        guard size > Self.mostNodes else { return }
        isTooLarge = true
        collector.error(
            "the file holds more than \(Self.mostNodes) values from here on, aliases written out; make it smaller",
            at: place)
    }

    private func checkTag(of node: Node, at place: Place, into collector: inout DiagnosticCollector) {
        let tag =
            switch node {
            case .scalar(let scalar): scalar.tag
            case .sequence(let sequence): sequence.tag
            case .mapping(let mapping): mapping.tag
            case .alias(let alias): alias.tag
            }
        let harmless = ["", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"]
        guard !harmless.contains(tag.description) else { return }
        collector.error("a pipeline file has no tags; write the value without the word that starts with !", at: place)
    }
}

/// Lets the YAML parser go on past a doubled key.
///
/// Yams refuses a mapping with a doubled key whole, names the first place only, and then nothing else in the file is
/// checked. So the first of the two is renamed in the text, scalar for scalar, and the text parsed again; the names are
/// put back when the nodes are read, and the second key is found there, with its place.
struct DoubledKeys {
    private var names: [String] = []

    /// The true name of a key that was renamed.
    func name(of text: String) -> String? {
        guard let number = YAMLPreprocessor.doubledKeyNumber(in: text), names.indices.contains(number) else {
            return nil
        }
        return names[number]
    }

    /// Renames the key at the place; false when it's written in a form that can't be renamed.
    mutating func rename(_ key: String, at place: Place, in source: inout SourceText) -> Bool {
        guard !key.isEmpty, let start = source.offset(of: place),
            let standIn = YAMLPreprocessor.doubledKey(names.count),
            let target = Self.renamable(source.scalars, from: start)
        else { return false }
        names.append(name(of: key) ?? key)
        source.scalars[target] = standIn
        return true
    }

    private static func renamable(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        while index < scalars.count, scalars[index] == "&" || scalars[index] == "!" {
            index = scalars[index...].firstIndex(of: " ") ?? scalars.count
            while index < scalars.count, scalars[index] == " " { index += 1 }
        }
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case "[", "{", "|", ">", ":", "?", "\n", "\r": return nil
        case "\"", "'":
            // An escape in front would change what the rest of the key means.
            let next = index + 1
            return next < scalars.count && !["\"", "'", "\\"].contains(scalars[next]) ? next : nil
        default: return index
        }
    }
}
