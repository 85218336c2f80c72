internal import ETL

/// Sorts the keys of one mapping into known, unknown and missing ones.
struct KeyCheck {
    private let shape: MappingShape
    private let context: ReadingContext
    private(set) var values: [String: YAMLNode] = [:]
    private var places: [String: Place] = [:]
    /// Keys that a misspelt one seems to stand for: saying that they are missing would be saying it twice.
    private var meant: Set<String> = []
    private(set) var hasUnknown = false

    init(shape: MappingShape, context: ReadingContext) {
        self.shape = shape
        self.context = context
    }

    mutating func see(_ name: String, at place: Place, value: YAMLNode) {
        guard shape.keys.contains(where: { $0.name == name }) else {
            reportUnknown(name, at: place)
            return
        }
        values[name] = value
        places[name] = place
    }

    func reportMissing(at place: Place) {
        for key in shape.keys where key.presence == .required && values[key.name] == nil && !meant.contains(key.name) {
            context.error("\(shape.title) needs '\(key.name)', such as `\(key.name): \(key.example)`", at: place)
        }
        for names in shape.exactlyOneOf {
            let present = names.compactMap { name in places[name].map { (name: name, place: $0) } }
                .sorted { $0.place < $1.place }
            if let first = present.first, let last = present.last, present.count > 1 {
                guard names.count <= Self.mostListed else {
                    context.error(
                        "\(shape.title) is one thing, and '\(first.name)' stands here already; begin another item with -",
                        at: last.place)
                    continue
                }
                let list = names.map { "'\($0)'" }.joined(separator: " or ")
                context.error("\(shape.title) takes either \(list), not both", at: last.place)
            } else if present.isEmpty, meant.isDisjoint(with: names), !(values.isEmpty && hasUnknown) {
                reportNone(of: names, at: place)
            }
        }
    }

    /// More names than this are not strung together by "or".
    private static let mostListed = 4

    private func reportNone(of names: [String], at place: Place) {
        let list =
            names.count <= Self.mostListed
            ? names.map { "'\($0)'" }.joined(separator: " or ") : "one of \(names.joined(separator: ", "))"
        let example = shape.keys.first { $0.name == names.first }.map { ", such as `\($0.name): \($0.example)`" } ?? ""
        context.error("\(shape.title) needs \(list)\(example)", at: place)
    }

    private mutating func reportUnknown(_ name: String, at place: Place) {
        hasUnknown = true
        let known = shape.keys.map(\.name)
        var message = "unknown key '\(ShownText.short(name))' in \(shape.title)"
        let free = known.filter { values[$0] == nil }
        if let nearest = NearestName.of(name, among: free) ?? NearestName.of(name, among: known) {
            meant.insert(nearest)
            message += "; did you mean '\(nearest)'?"
        } else {
            message += "; known are \(known.joined(separator: ", "))"
        }
        context.error(message, at: place)
    }
}
