/// What is at hand while one file is read.
final class ReadingContext {
    let environment: [String: String]
    let secrets: SecretUse
    /// Of the catalogue, and of the file itself once its definitions are read.
    var vocabulary: ReportVocabulary
    /// The reports that the file defines; nil when one of them is wrong.
    var definitions: [DefinitionSpec]?
    /// Reports that the file defines wrongly: of these nothing more can be said.
    var unsoundDefinitions: Set<String> = []
    var collector: DiagnosticCollector
    /// Variables that keys of hashes name and that aren't set.
    var unsetKeys: [String] = []

    init(
        environment: [String: String], secrets: SecretUse, vocabulary: ReportVocabulary, collector: DiagnosticCollector
    ) {
        self.environment = environment
        self.secrets = secrets
        self.vocabulary = vocabulary
        self.collector = collector
    }

    func error(_ message: String, at place: Place) {
        collector.error(message, at: place)
    }

    /// Says that a value is of the wrong kind, and what a right one looks like.
    func wrongKind(_ node: YAMLNode, of key: KeyShape) {
        let example = "such as `\(key.name): \(key.example)`"
        if node.isNull {
            error("\(key.name): the value is missing; write one, \(example)", at: node.place)
        } else {
            error("\(key.name): expected \(key.kind.expectation), \(example), not \(node.kindName)", at: node.place)
        }
    }

    /// The single value of a key, or nil with a diagnostic.
    func scalar(_ node: YAMLNode, of key: KeyShape) -> ScalarValue? {
        guard case .scalar(let written, _) = node.content, !node.isNull || isWord(written, of: key.kind) else {
            wrongKind(node, of: key)
            return nil
        }
        var outcome = Interpolation.fill(written, from: environment)
        if !outcome.mistakes.isEmpty, let standIn = secrets.standIn(for: key) {
            if key.kind.isSecret, key.name == PrivacyKeys.key.shape.name { unsetKeys += outcome.unset }
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
            return "'\(ScalarValue.short(written))' has $\(name) without braces, which nothing fills in here; write"
                + " ${\(name)}, or $$\(name) for a dollar"
        case .secret where written == "$\(name)":
            return "the value is a variable without braces, which nothing fills in here; write it as ${NAME}"
        default:
            return nil
        }
    }

    func parse<Value>(_ scalar: ScalarValue, as setting: Setting<Value>) -> Value? {
        do throws(Complaint) {
            return try setting.parse(scalar.text)
        } catch {
            complain(error, about: scalar, of: setting.shape.name, kind: setting.shape.kind)
            return nil
        }
    }

    func complain(_ complaint: Complaint, about scalar: ScalarValue, of name: String, kind: KeyKind) {
        let subject = kind.isShown ? scalar.shown : "the value"
        let reason = complaint.reason ?? "is not \(kind.expectation)"
        error("\(name): \(subject) \(reason)", at: scalar.place)
    }

    /// The items of a list that must hold something, or nil with a diagnostic.
    func items(_ node: YAMLNode, of key: KeyShape) -> [YAMLNode]? {
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

    /// In `on_invalid: null` the unquoted null is the word.
    private func isWord(_ text: String, of kind: KeyKind) -> Bool {
        if case .choice(let words) = kind { words.contains(text) } else { false }
    }
}
