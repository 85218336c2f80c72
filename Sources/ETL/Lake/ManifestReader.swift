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

    private static let keys = JSONReader.Keys(Manifest.Key.allCases.map(\.rawValue))
    private static let places = Dictionary(
        uniqueKeysWithValues: Manifest.Key.allCases.enumerated().map { ($0.element, $0.offset) })
    private static let required = bits(of: [
        .formatVersion, .report, .source, .day, .timeZone, .received, .rows, .quarantined, .bytes, .uncompressedBytes,
        .windows, .state, .schema, .tool, .extractedAt,
    ])

    private static func bits(of keys: [Manifest.Key]) -> UInt64 {
        keys.reduce(0) { $0 | 1 << UInt64(places[$1] ?? 63) }
    }

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
        var seen: UInt64 = 0
        try reader.object(Self.keys) { (reader, place) throws(JSONReader.Unexpected) in
            seen |= 1 << UInt64(place)
            try read(Manifest.Key.allCases[place], of: &manifest, from: &reader)
        }
        try reader.end()
        guard seen & Self.required == Self.required else { throw JSONReader.Unexpected() }
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

    private static let columnKeys = JSONReader.Keys(["name", "type"])
    private static let windowKeys = JSONReader.Keys(["from", "to", "rows", "calls"])
    private static let changeKeys = JSONReader.Keys(["at", "change", "field", "example"])
    private static let warningKeys = JSONReader.Keys(["expectation", "message", "rows", "example"])

    private static func column(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> Manifest.Column {
        var (name, type) = (String?.none, FieldType?.none)
        try reader.object(columnKeys) { (reader, place) throws(JSONReader.Unexpected) in
            if place == 0 { name = try reader.text() } else { type = try word(&reader) }
        }
        guard let name, let type else { throw JSONReader.Unexpected() }
        return Manifest.Column(name: name, type: type)
    }

    private static func window(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> Manifest.Received {
        var (from, to, rows, calls) = (String?.none, String?.none, Int?.none, Int?.none)
        try reader.object(windowKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: from = try reader.text()
            case 1: to = try reader.text()
            case 2: rows = try reader.integer()
            default: calls = try reader.integer()
            }
        }
        guard let from, let to, let rows, let calls else { throw JSONReader.Unexpected() }
        return Manifest.Received(from: from, to: to, rows: rows, calls: calls)
    }

    private static func change(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> SchemaChange {
        var (at, change, field, example) = (String?.none, SchemaChange.Change?.none, String?.none, String?.none)
        try reader.object(changeKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: at = try reader.text()
            case 1: change = try word(&reader)
            case 2: field = try reader.text()
            default: example = try reader.textIfAny()
            }
        }
        guard let at, let change, let field else { throw JSONReader.Unexpected() }
        return SchemaChange(at: at, change: change, field: field, example: example)
    }

    private static func warning(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> QualityWarning {
        var (expectation, message, rows, example) = (String?.none, String?.none, Int?.none, String?.none)
        try reader.object(warningKeys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: expectation = try reader.text()
            case 1: message = try reader.text()
            case 2: rows = try reader.integer()
            default: example = try reader.textIfAny()
            }
        }
        guard let expectation, let message, let rows else { throw JSONReader.Unexpected() }
        return QualityWarning(expectation: expectation, message: message, rows: rows, example: example)
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
