package import FlatFiles

/// Where and how rows are written.
package struct LoadSpec: Sendable, Equatable {
    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    /// How files are written.
    package var form: FlatFileForm

    /// How the files of a report are written.
    package func with(_ own: ReportLoadSpec?) -> LoadSpec {
        var load = self
        load.form.format = own?.format ?? form.format
        load.form.gzipLevel = own?.gzipLevel ?? form.gzipLevel
        load.form.emptyDays = own?.emptyDays ?? form.emptyDays
        return load
    }
}

/// What the files of one report have in another way than those of the pipeline; nil where they are alike.
package struct ReportLoadSpec: Sendable, Equatable {
    package var format: RowFormat?
    package var gzipLevel: Int?
    package var emptyDays: EmptyDays?
}
