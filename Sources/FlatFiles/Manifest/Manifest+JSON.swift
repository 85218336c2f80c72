internal import ByteScan
internal import ETL

extension Manifest {
    /// The manifest as it is written: keys always in the same order, one window and one column a line.
    func encoded() -> [UInt8] {
        var lines: [[UInt8]] = []
        func line(_ key: Key, _ value: [UInt8]) { lines.append(Array("  \"\(key.rawValue)\": ".utf8) + value) }
        line(.formatVersion, Self.number(formatVersion))
        line(.report, Self.text(report))
        line(.source, Self.text(source))
        line(.day, Self.text(day))
        line(.timeZone, Self.text(timeZone))
        if let pipeline { line(.pipeline, Self.text(pipeline)) }
        if let origin { line(.origin, Self.text(origin)) }
        if let recipe { line(.recipe, Self.text(recipe)) }
        if let hides { line(.hides, Self.list(hides, Self.text)) }
        if let lease { line(.lease, Self.text(lease)) }
        if let leaseNumber { line(.leaseNumber, Self.number(leaseNumber)) }
        line(.file, Self.text(file))
        line(.received, Self.number(received))
        line(.rows, Self.number(rows))
        line(.quarantined, Self.number(quarantined))
        if let filtered { line(.filtered, Self.number(filtered)) }
        if let forgotten { line(.forgotten, Self.number(forgotten)) }
        line(.bytes, Self.number(bytes))
        line(.uncompressedBytes, Self.number(uncompressedBytes))
        line(.sha256, Self.text(sha256))
        line(.contentSHA256, Self.text(contentSHA256))
        line(
            .windows,
            Self.list(windows) { window in
                Self.object([
                    ("from", Self.text(window.from)), ("to", Self.text(window.to)),
                    ("rows", Self.number(window.rows)), ("calls", Self.number(window.calls)),
                ])
            })
        line(.state, Self.text(state.rawValue))
        if let rowsFrom { line(.rowsFrom, Self.text(rowsFrom.rawValue)) }
        line(
            .schema,
            Self.list(schema) { Self.object([("name", Self.text($0.name)), ("type", Self.text($0.type.rawValue))]) })
        if let quarantineHides { line(.quarantineHides, Self.list(quarantineHides, Self.text)) }
        if let schemaHistory { line(.schemaHistory, Self.list(schemaHistory, Self.change)) }
        if let warnings { line(.warnings, Self.list(warnings, Self.warning)) }
        line(.tool, Self.text(tool))
        line(.extractedAt, Self.text(extractedAt))
        return Self.joined(lines, by: ",\n", open: "{\n", close: "\n}\n")
    }

    private static func change(_ change: SchemaChange) -> [UInt8] {
        object([
            ("at", text(change.at)), ("change", text(change.change.rawValue)), ("field", text(change.field)),
            ("example", text(change.example)),
        ])
    }

    private static func warning(_ warning: QualityWarning) -> [UInt8] {
        object([
            ("expectation", text(warning.expectation)), ("message", text(warning.message)),
            ("rows", number(warning.rows)), ("example", text(warning.example)),
        ])
    }

    private static func number(_ value: Int) -> [UInt8] { Array(String(value).utf8) }

    private static func text(_ value: String?) -> [UInt8] {
        guard let value else { return Array("null".utf8) }
        var json: [UInt8] = []
        CanonicalJSON.appendText(Array(value.utf8), into: &json)
        return json
    }

    private static func object(_ fields: [(String, [UInt8])]) -> [UInt8] {
        joined(fields.map { Array("\"\($0.0)\": ".utf8) + $0.1 }, by: ", ", open: "{", close: "}")
    }

    private static func list<Element>(_ elements: [Element], _ body: (Element) -> [UInt8]) -> [UInt8] {
        guard !elements.isEmpty else { return Array("[]".utf8) }
        return joined(elements.map { Array("    ".utf8) + body($0) }, by: ",\n", open: "[\n", close: "\n  ]")
    }

    private static func joined(_ parts: [[UInt8]], by separator: String, open: String, close: String) -> [UInt8] {
        Array(open.utf8) + parts.joined(separator: Array(separator.utf8)) + Array(close.utf8)
    }
}
