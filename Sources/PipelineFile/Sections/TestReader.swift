internal import ETL
import Settings

/// Reads `tests`.
struct TestReader {
    let context: FileContext
    /// The file's reports with the columns that they are written with; nil when it isn't known which there are.
    let reports: [String: ColumnScope]?
    /// The names of the file's sources; nil when they are in doubt.
    let sources: [String]?

    /// Nil, with diagnostics, when one of them is wrong; empty when the key is absent.
    func read(of file: MappingReader) -> [TestSpec]? {
        var names: Set<String> = []
        return file.items(PipelineKeys.tests) { item in
            let test = test(item)
            if let test, !names.insert(test.name).inserted {
                context.error("name: two tests have the name '\(ShownText.short(test.name))'", at: item.place)
            }
            return test
        }
    }

    private func test(_ node: YAMLNode) -> TestSpec? {
        let item = PipelineKeys.tests.item(.mapping(TestKeys.shape))
        guard let reader = MappingReader(node, of: item, shape: TestKeys.shape, context: context) else { return nil }
        let name = reader.value(TestKeys.name)
        let report = reference(reader, TestKeys.report, among: reports?.keys.sorted())
        // Empty where none is named.
        let source = reader.has(TestKeys.source) ? reference(reader, TestKeys.source, among: sources) : ""
        let day = reader.scalar(TestKeys.day).map { context.parse($0, as: TestKeys.day) }
        let input = input(reader)
        let scope = report.flatMap { reports?[$0] }
        let expect = reader.node(TestKeys.expect).flatMap { expected($0, scope) }
        let quarantined = reader.node(TestKeys.quarantined).map(quarantined) ?? []
        guard let name, let report, let source, let input, let expect, let quarantined,
            let expectPlace = place(TestKeys.expect, in: node)
        else { return nil }
        if case .some(nil) = day { return nil }
        return TestSpec(
            name: name, report: report, source: source.isEmpty ? nil : source, day: day ?? nil, input: input,
            expect: expect, quarantined: quarantined,
            places: .init(test: node.place, expect: expectPlace, quarantined: place(TestKeys.quarantined, in: node)))
    }

    private func place(_ key: KeyShape, in node: YAMLNode) -> TestSpec.Places.Value? {
        node.entry(named: key.name).map { .init(key: $0.key.place, value: $0.value.place) }
    }

    /// The name that a key has of one of the file's reports or sources; `known` is nil when it isn't known which there are.
    private func reference(_ reader: MappingReader, _ setting: Setting<String>, among known: [String]?) -> String? {
        guard let scalar = reader.scalar(setting) else { return nil }
        guard let known, !known.contains(scalar.text) else { return scalar.text }
        let key = setting.shape.name
        let ending = NearestName.ending(for: scalar.text, among: known)
        context.error("\(key): \(scalar.shown) is none of this file's \(key)s\(ending)", at: scalar.place)
        return nil
    }

    private func input(_ reader: MappingReader) -> TestSpec.Input? {
        guard reader.node(TestKeys.rows) != nil else { return reader.value(TestKeys.body).map { .body($0) } }
        let json = JSONNode(context: context, key: TestKeys.rows)
        let rows = reader.items(TestKeys.rows) { item -> String? in
            guard case .mapping = item.content else {
                context.wrongKind(item, of: TestKeys.rows)
                return nil
            }
            return json.text(item)
        }
        return rows.map { .rows($0) }
    }

    private func expected(_ node: YAMLNode, _ scope: ColumnScope?) -> [TestSpec.Row]? {
        guard case .sequence(let items) = node.content else {
            context.wrongKind(node, of: TestKeys.expect)
            return nil
        }
        return items.every { row($0, scope) }
    }

    private func row(_ node: YAMLNode, _ scope: ColumnScope?) -> TestSpec.Row? {
        guard case .mapping(let entries) = node.content else {
            context.wrongKind(node, of: TestKeys.expect)
            return nil
        }
        let named = MappingReader.named(entries, in: "'expect'", context: context)
        let cells = named.compactMap { name, entry -> TestSpec.Row.Cell? in
            let column = ScalarValue(name, at: entry.key.place)
            if let scope, scope.find(column, namedIn: "expect", context: context) == nil { return nil }
            return value(entry.value).map { .init(column: name, value: $0) }
        }
        return cells.count == entries.count ? TestSpec.Row(cells: cells) : nil
    }

    private func value(_ node: YAMLNode) -> TestSpec.Value? {
        switch node.content {
        case .scalar(_, let isPlain):
            if node.isNull { return .null }
            guard let scalar = context.scalar(node, of: TestKeys.expect) else { return nil }
            return isPlain ? .plain(scalar.text) : .text(scalar.text)
        case .sequence, .mapping:
            return JSONNode(context: context, key: TestKeys.expect).text(node).map { .json($0) }
        }
    }

    private func quarantined(_ node: YAMLNode) -> [TestSpec.Quarantined]? {
        guard case .sequence(let items) = node.content else {
            context.wrongKind(node, of: TestKeys.quarantined)
            return nil
        }
        return items.every { item in
            guard
                let reader = MappingReader(
                    item, of: TestKeys.quarantined, shape: QuarantinedKeys.shape, context: context),
                let reason = reader.value(QuarantinedKeys.reason)
            else { return nil }
            return TestSpec.Quarantined(
                reason: reason.rawValue, field: reader.value(QuarantinedKeys.field),
                value: reader.value(QuarantinedKeys.value))
        }
    }
}
