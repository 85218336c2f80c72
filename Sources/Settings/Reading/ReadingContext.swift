internal import ETL

/// The variables and the diagnostics of one file while it is read.
open class ReadingContext {
    private let environment: [String: String]
    /// Returns what a key whose variable isn't set is read as; nil where the variable must be set.
    private let standIn: (KeyShape) -> String?
    package var collector: DiagnosticCollector
    /// Variables that aren't set and that a secret names, with the secret's key.
    package private(set) var unsetSecrets: [(key: String, variable: String)] = []

    package init(
        environment: [String: String], collector: DiagnosticCollector, standIn: @escaping (KeyShape) -> String?
    ) {
        self.environment = environment
        self.standIn = standIn
        self.collector = collector
    }

    package func error(_ message: String, at place: Place) {
        collector.error(message, at: place)
    }

    /// Says that a value is of the wrong kind, and what a right one looks like.
    package func wrongKind(_ node: YAMLNode, of key: KeyShape) {
        let example = "such as `\(key.name): \(key.example)`"
        if node.isNull {
            error("\(key.name): the value is missing; write one, \(example)", at: node.place)
        } else {
            error("\(key.name): expected \(key.kind.expectation), \(example), not \(node.kindName)", at: node.place)
        }
    }

    /// The single value of a key, or nil with a diagnostic.
    package func scalar(_ node: YAMLNode, of key: KeyShape) -> ScalarValue? {
        guard case .scalar(let written, _) = node.content, !node.isNull || isWord(written, of: key.kind) else {
            wrongKind(node, of: key)
            return nil
        }
        var outcome = Interpolation.fill(written, from: environment)
        if !outcome.mistakes.isEmpty, let standIn = standIn(key) {
            if case .secret = key.kind { unsetSecrets += outcome.unset.map { (key.name, $0) } }
            outcome = Interpolation.Outcome(text: standIn, hasPlaceholder: true)
        }
        if let mistake = bareVariable(outcome, written, of: key) { outcome.mistakes.append(mistake) }
        for mistake in outcome.mistakes {
            error("\(key.name): \(mistake)", at: node.place)
        }
        return outcome.mistakes.isEmpty ? ScalarValue(outcome, written: written, place: node.place) : nil
    }

    /// What is wrong with a path that has `$NAME`, or a secret that is it. A secret is not shown.
    private func bareVariable(_ outcome: Interpolation.Outcome, _ written: String, of key: KeyShape) -> String? {
        guard let name = outcome.bareName else { return nil }
        switch key.kind {
        case .path:
            return "'\(ShownText.short(written))' has $\(name) without braces, which nothing fills in here; write"
                + " ${\(name)}, or $$\(name) for a dollar"
        case .secret where written == "$\(name)":
            return "the value is a variable without braces, which nothing fills in here; write it as ${NAME}"
        default:
            return nil
        }
    }

    package func parse<Value>(_ scalar: ScalarValue, as setting: Setting<Value>) -> Value? {
        do throws(Complaint) {
            return try setting.parse(scalar.text)
        } catch {
            complain(error, about: scalar, of: setting.shape.name, kind: setting.shape.kind)
            return nil
        }
    }

    package func complain(_ complaint: Complaint, about scalar: ScalarValue, of name: String, kind: KeyKind) {
        let subject = kind.isShown ? scalar.shown : "the value"
        let reason = complaint.reason ?? "is not \(kind.expectation)"
        error("\(name): \(subject) \(reason)", at: scalar.place)
    }

    /// The items of a list that must hold something, or nil with a diagnostic.
    package func items(_ node: YAMLNode, of key: KeyShape) -> [YAMLNode]? {
        guard case .sequence(let items) = node.content else {
            wrongKind(node, of: key)
            return nil
        }
        guard !items.isEmpty else {
            error(
                "\(key.name): the list is empty; write at least one, such as `\(key.name): \(key.example)`",
                at: node.place)
            return nil
        }
        return items
    }

    /// The values of items, each once; nil where one is wrong, or where `accepts` refuses it, with diagnostics of its own.
    package func values<Value: Equatable>(
        _ items: [YAMLNode], of setting: Setting<Value>, where accepts: (ScalarValue) -> Bool = { _ in true }
    ) -> [Value]? {
        var values: [Value] = []
        for item in items {
            guard let scalar = scalar(item, of: setting.shape), let value = parse(scalar, as: setting), accepts(scalar)
            else { continue }
            if values.contains(value) {
                error("\(setting.shape.name): \(scalar.shown) is listed twice", at: scalar.place)
            } else {
                values.append(value)
            }
        }
        return values.count == items.count ? values : nil
    }

    /// Warns of a secret in the file: pipeline files are shared and kept under version control.
    package func warnOfLiteral(_ scalar: ScalarValue, of key: KeyShape) {
        guard !scalar.hasPlaceholder else { return }
        collector.warning(
            "\(key.name): this secret stands in the file; put it in an environment variable and write `\(key.name): \(key.example)`",
            at: scalar.place)
    }

    /// In `on_invalid: null` the unquoted null is the word.
    private func isWord(_ text: String, of kind: KeyKind) -> Bool {
        if case .choice(let words) = kind { words.contains(text) } else { false }
    }
}
