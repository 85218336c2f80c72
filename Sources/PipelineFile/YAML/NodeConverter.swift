import Settings
import Yams

/// Reads the parser's nodes into this program's own, writes aliases out, and finds what no pipeline file may hold.
struct NodeConverter {
    static let mostNodes = 10_000

    private struct Anchored {
        let node: YAMLNode
        let size: Int
    }

    private let doubled: DoubledKeys
    private var anchors: [String: Anchored] = [:]
    private var size = 0
    private var isTooLarge = false

    init(doubled: DoubledKeys) {
        self.doubled = doubled
    }

    mutating func convert(_ node: Node, into collector: inout DiagnosticCollector) -> YAMLNode {
        let place = node.mark.map(Place.init) ?? Place(line: 1, column: 1)
        if case .scalar(let scalar) = node, scalar.style == .plain, let name = Disguise.aliasName(scalar.string) {
            return alias(name, at: place, into: &collector)
        }
        let sizeBefore = size
        grow(by: 1, at: place, into: &collector)
        checkTag(of: node, at: place, into: &collector)
        let converted = YAMLNode(content: content(of: node, into: &collector), place: place)
        if let anchor = node.anchor?.rawValue {
            anchors[anchor] = Anchored(node: converted, size: size - sizeBefore)
        }
        return converted
    }

    private mutating func content(of node: Node, into collector: inout DiagnosticCollector) -> YAMLNode.Content {
        switch node {
        case .scalar(let scalar):
            let text = doubled.name(of: scalar.string) ?? scalar.string
            return .scalar(Disguise.removed(from: text), isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(convert(item, into: &collector)) }
            return .sequence(items)
        case .mapping(let mapping):
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                let key = convert(key, into: &collector)
                entries.append(YAMLNode.Entry(key: key, value: convert(value, into: &collector)))
            }
            return .mapping(entries)
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
