internal import ByteScan

/// Reads manifests from the JSON that they are kept as.
///
/// A lake has tens of thousands of them, and those of one report nearly always have the same columns: columns that are
/// written as the last ones were are not read again.
package struct ManifestReader {
    /// It is not a manifest, or one in a form that this program does not know.
    package struct Unreadable: Error {
        /// The version that it gives itself; nil without one.
        package let version: Int?
    }

    private static let keys = JSONReader.Keys(
        Manifest.Key.allCases.map(\.rawValue),
        required: [
            Manifest.Key.formatVersion, .report, .source, .day, .timeZone, .received, .rows, .quarantined, .bytes,
            .uncompressedBytes, .windows, .state, .schema, .tool, .extractedAt,
        ].map(\.rawValue))

    private var lastColumns: (json: ArraySlice<UInt8>, columns: [Manifest.Column]) = ([], [])

    package init() {}

    /// Reads a manifest, whatever its version; keys that this program does not know are passed over.
    package mutating func read(_ bytes: [UInt8]) throws(Unreadable) -> Manifest {
        do throws(JSONReader.Unexpected) {
            return try manifest(bytes)
        } catch {
            throw Unreadable(version: Self.version(bytes))
        }
    }

    private static func version(_ bytes: [UInt8]) -> Int? {
        var reader = JSONReader(bytes)
        var version: Int?
        try? reader.object(JSONReader.Keys([Manifest.Key.formatVersion.rawValue])) {
            (reader, _) throws(JSONReader.Unexpected) in version = try reader.integer()
        }
        return version
    }

    private mutating func manifest(_ bytes: [UInt8]) throws(JSONReader.Unexpected) -> Manifest {
        var reader = JSONReader(bytes)
        var manifest = Manifest.blank
        try reader.object(Self.keys) { (reader, place) throws(JSONReader.Unexpected) in
            try read(Manifest.Key.allCases[place], of: &manifest, from: &reader)
        }
        try reader.end()
        return manifest
    }

    private mutating func read(
        _ key: Manifest.Key, of manifest: inout Manifest, from reader: inout JSONReader
    ) throws(JSONReader.Unexpected) {
        switch key {
        case .formatVersion: manifest.formatVersion = try reader.integer()
        case .report: manifest.report = try reader.text()
        case .source: manifest.source = try reader.text()
        case .day: manifest.day = try reader.text()
        case .timeZone: manifest.timeZone = try reader.text()
        case .pipeline: manifest.pipeline = try reader.textIfAny()
        case .origin: manifest.origin = try reader.textIfAny()
        case .recipe: manifest.recipe = try reader.textIfAny()
        case .hides: manifest.hides = try Self.texts(&reader)
        case .lease: manifest.lease = try reader.textIfAny()
        case .leaseNumber: manifest.leaseNumber = try reader.integerIfAny()
        case .file: manifest.file = try reader.textIfAny()
        case .received: manifest.received = try reader.integer()
        case .rows: manifest.rows = try reader.integer()
        case .quarantined: manifest.quarantined = try reader.integer()
        case .filtered: manifest.filtered = try reader.integerIfAny()
        case .forgotten: manifest.forgotten = try reader.integerIfAny()
        case .bytes: manifest.bytes = try reader.integer()
        case .uncompressedBytes: manifest.uncompressedBytes = try reader.integer()
        case .sha256: manifest.sha256 = try reader.textIfAny()
        case .contentSHA256: manifest.contentSHA256 = try reader.textIfAny()
        case .windows: manifest.windows = try reader.list(Self.window)
        case .state: manifest.state = try Self.word(&reader)
        case .rowsFrom: manifest.rowsFrom = try reader.skipNull() ? nil : Self.word(&reader)
        case .schema: manifest.schema = try columns(&reader)
        case .quarantineHides: manifest.quarantineHides = try Self.texts(&reader)
        case .schemaHistory: manifest.schemaHistory = try reader.skipNull() ? nil : reader.list(Self.change)
        case .warnings: manifest.warnings = try reader.skipNull() ? nil : reader.list(Self.warning)
        case .tool: manifest.tool = try reader.text()
        case .extractedAt: manifest.extractedAt = try reader.text()
        }
    }

    private mutating func columns(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> [Manifest.Column] {
        if !lastColumns.json.isEmpty, reader.skip(lastColumns.json) { return lastColumns.columns }
        var columns: [Manifest.Column] = []
        let json = try reader.bytes { (reader) throws(JSONReader.Unexpected) in
            columns = try reader.list(Self.column)
        }
        lastColumns = (json, columns)
        return columns
    }

    // MARK: Parts

    private static let columnKeys = JSONReader.Keys(["name", "type"], required: ["name", "type"])
    private static let windowKeys = JSONReader.Keys(
        ["from", "to", "rows", "calls"], required: ["from", "to", "rows", "calls"])
    private static let changeKeys = JSONReader.Keys(
        ["at", "change", "field", "example"], required: ["at", "change", "field"])
    private static let warningKeys = JSONReader.Keys(
        ["expectation", "message", "rows", "example"], required: ["expectation", "message", "rows"])

    private static func column(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> Manifest.Column {
        var column = Manifest.Column(name: "", type: .text)
        try reader.object(columnKeys) { (reader, place) throws(JSONReader.Unexpected) in
            if place == 0 { column.name = try reader.text() } else { column.type = try word(&reader) }
        }
        return column
    }

    private static func window(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> Manifest.Received {
        var window = Manifest.Received(from: "", to: "", rows: 0, calls: 0)
        try reader.object(windowKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: window.from = try reader.text()
            case 1: window.to = try reader.text()
            case 2: window.rows = try reader.integer()
            default: window.calls = try reader.integer()
            }
        }
        return window
    }

    private static func change(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> SchemaChange {
        var change = SchemaChange(at: "", change: .newField, field: "")
        try reader.object(changeKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: change.at = try reader.text()
            case 1: change.change = try word(&reader)
            case 2: change.field = try reader.text()
            default: change.example = try reader.textIfAny()
            }
        }
        return change
    }

    private static func warning(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> QualityWarning {
        var warning = QualityWarning(expectation: "", message: "", rows: 0)
        try reader.object(warningKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: warning.expectation = try reader.text()
            case 1: warning.message = try reader.text()
            case 2: warning.rows = try reader.integer()
            default: warning.example = try reader.textIfAny()
            }
        }
        return warning
    }

    private static func texts(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> [String]? {
        try reader.skipNull()
            ? nil : reader.list { (reader) throws(JSONReader.Unexpected) in try reader.text() }
    }

    /// One of the words that an enumeration knows.
    private static func word<Word: RawRepresentable<String> & CaseIterable>(_ reader: inout JSONReader)
        throws(JSONReader.Unexpected) -> Word
    {
        let text = try reader.text()
        guard let word = Word.allCases.first(where: { $0.rawValue == text }) else { throw JSONReader.Unexpected() }
        return word
    }
}

extension Manifest {
    /// A manifest that says nothing.
    fileprivate static let blank = Manifest(
        formatVersion: 0, report: "", source: "", day: "", timeZone: "", received: 0, rows: 0, quarantined: 0, bytes: 0,
        uncompressedBytes: 0, windows: [], state: .final, schema: [], tool: "", extractedAt: "")
}
