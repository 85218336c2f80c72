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
    func read(_ node: YAMLNode?) -> [TestSpec]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: PipelineKeys.tests) else { return nil }
        let tests = items.map(test)
        var names: Set<String> = []
        for (item, test) in zip(items, tests) {
            guard let test, !names.insert(test.name).inserted else { continue }
            context.error("name: two tests have the name '\(ShownText.short(test.name))'", at: item.place)
        }
        let complete = tests.compactMap { $0 }
        return complete.count == tests.count ? complete : nil
    }

    private func test(_ node: YAMLNode) -> TestSpec? {
        let item = PipelineKeys.tests.item(.mapping(TestKeys.shape))
        guard let reader = MappingReader(node, of: item, shape: TestKeys.shape, context: context) else { return nil }
        let name = reader.value(TestKeys.name)
        let report = report(reader)
        let source = source(reader)
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
        guard case .mapping(let entries) = node.content else { return nil }
        for entry in entries {
            guard case .scalar(key.name, _) = entry.key.content else { continue }
            return .init(key: entry.key.place, value: entry.value.place)
        }
        return nil
    }

    private func report(_ reader: MappingReader) -> String? {
        guard let scalar = reader.scalar(TestKeys.report) else { return nil }
        guard let reports, reports[scalar.text] == nil else { return scalar.text }
        let ending = NearestName.ending(for: scalar.text, among: reports.keys.sorted())
        context.error("report: \(scalar.shown) is none of this file's reports\(ending)", at: scalar.place)
        return nil
    }

    /// Empty when none is named.
    private func source(_ reader: MappingReader) -> String? {
        guard reader.node(TestKeys.source.shape) != nil else { return "" }
        guard let scalar = reader.scalar(TestKeys.source) else { return nil }
        guard let sources, !sources.contains(scalar.text) else { return scalar.text }
        let ending = NearestName.ending(for: scalar.text, among: sources)
        context.error("source: \(scalar.shown) is none of this file's sources\(ending)", at: scalar.place)
        return nil
    }

    private func input(_ reader: MappingReader) -> TestSpec.Input? {
        if let node = reader.node(TestKeys.rows) {
            guard let items = context.items(node, of: TestKeys.rows) else { return nil }
            let json = JSONNode(context: context, key: TestKeys.rows)
            let rows = items.map { item -> String? in
                guard case .mapping = item.content else {
                    context.wrongKind(item, of: TestKeys.rows)
                    return nil
                }
                return json.text(item)
            }
            let complete = rows.compactMap { $0 }
            return complete.count == rows.count ? .rows(complete) : nil
        }
        return reader.value(TestKeys.body).map { .body($0) }
    }

    private func expected(_ node: YAMLNode, _ scope: ColumnScope?) -> [TestSpec.Row]? {
        guard case .sequence(let items) = node.content else {
            context.wrongKind(node, of: TestKeys.expect)
            return nil
        }
        let rows = items.map { row($0, scope) }
        let complete = rows.compactMap { $0 }
        return complete.count == rows.count ? complete : nil
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
        let rows = items.map { item -> TestSpec.Quarantined? in
            guard
                let reader = MappingReader(
                    item, of: TestKeys.quarantined, shape: QuarantinedKeys.shape, context: context),
                let reason = reader.value(QuarantinedKeys.reason)
            else { return nil }
            return TestSpec.Quarantined(
                reason: reason.rawValue, field: reader.value(QuarantinedKeys.field),
                value: reader.value(QuarantinedKeys.value))
        }
        let complete = rows.compactMap { $0 }
        return complete.count == rows.count ? complete : nil
    }
}
