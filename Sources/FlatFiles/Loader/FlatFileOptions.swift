/// What is written for a day without rows.
public enum EmptyDays: String, Sendable, Codable, CaseIterable {
    /// A manifest that says so, and no data file.
    case manifest
    /// A data file too, with no rows, or only the header for CSV.
    case file
}

/// How the files of a report are written.
public struct FlatFileForm: Sendable, Hashable {
    /// How rows are written.
    public var format: RowFormat
    /// gzip's level, from 1 (fast) to 9 (small).
    public var gzipLevel: Int
    /// What is written for a day without rows.
    public var emptyDays: EmptyDays

    /// A form; `gzipLevel` is brought into 1…9.
    public init(format: RowFormat, gzipLevel: Int = 6, emptyDays: EmptyDays = .manifest) {
        self.format = format
        self.gzipLevel = min(max(gzipLevel, 1), 9)
        self.emptyDays = emptyDays
    }

    var compression: CompressionKind { CompressionKind(level: gzipLevel, format: format) }
}

/// How a ``FlatFileLoader`` writes, and where.
public struct FlatFileOptions: Sendable, Equatable {
    /// The output directory; made if it is missing.
    public var directory: String
    /// How files are written.
    public var form: FlatFileForm
    /// How the files of single reports are written, by their names, where that differs.
    public var reports: [String: FlatFileForm] = [:]
    /// What the manifests name as the tool that wrote them.
    public var toolVersion: String

    /// Options; `gzipLevel` is brought into 1…9.
    public init(
        directory: String, format: RowFormat = .ndjson, gzipLevel: Int = 6, emptyDays: EmptyDays = .manifest,
        toolVersion: String = "wolkvox-etl"
    ) {
        let form = FlatFileForm(format: format, gzipLevel: gzipLevel, emptyDays: emptyDays)
        self.init(directory: directory, form: form, toolVersion: toolVersion)
    }

    /// Options that write files in a form.
    public init(directory: String, form: FlatFileForm, toolVersion: String = "wolkvox-etl") {
        self.directory = directory
        self.form = form
        self.toolVersion = toolVersion
    }

    /// The formats that files in the output may have.
    var formats: [RowFormat] {
        var formats = RowFormat.all
        for form in [form] + reports.values where !formats.contains(form.format) { formats.append(form.format) }
        return formats
    }

    /// The options with which a report's files are written.
    func options(of report: String) -> FlatFileOptions {
        guard let form = reports[report] else { return self }
        var options = self
        options.form = form
        return options
    }
}
