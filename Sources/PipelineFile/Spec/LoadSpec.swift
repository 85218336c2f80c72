/// Where and how rows are written.
package struct LoadSpec: Sendable, Equatable {
    package enum Format: String, Sendable, CaseIterable {
        case ndjson
        case csv
    }

    package enum Compression: Sendable, Equatable {
        /// Levels 1 (fast) to 9 (small).
        case gzip(level: Int)
    }

    package enum EmptyDays: String, Sendable, CaseIterable {
        /// A day without rows has a manifest only.
        case manifest
        /// A day without rows has a file with no rows too.
        case file
    }

    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    package var format: Format
    package var compression: Compression
    package var emptyDays: EmptyDays
}

/// What the files of one report have in another way than those of the pipeline; nil where they are alike.
package struct ReportLoadSpec: Sendable, Equatable {
    package var format: LoadSpec.Format?
    package var compression: LoadSpec.Compression?
    package var emptyDays: LoadSpec.EmptyDays?
}

extension LoadSpec {
    /// How the files of a report are written.
    package func with(_ own: ReportLoadSpec?) -> LoadSpec {
        var load = self
        load.format = own?.format ?? format
        load.compression = own?.compression ?? compression
        load.emptyDays = own?.emptyDays ?? emptyDays
        return load
    }
}
