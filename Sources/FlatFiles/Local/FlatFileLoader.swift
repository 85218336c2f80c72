internal import Disk
public import ETL
internal import Foundation

/// Writes partitions as gzip NDJSON or CSV below one directory, each with its manifest, each replaced as a whole.
///
/// A data file's bytes depend on its rows, the format and the level alone, so a run that brings the same rows leaves it
/// untouched. Rows are compressed on all cores by child tasks of ``withSession(_:_:)``.
public struct FlatFileLoader: Loader {
    /// How it writes, and where.
    public let options: FlatFileOptions
    private let workers: Int
    let observer: CommitObserver?

    /// A loader.
    public init(_ options: FlatFileOptions) {
        self.init(options, workers: ProcessInfo.processInfo.activeProcessorCount, observer: nil)
    }

    /// A loader with a number of compressing tasks of the caller's choice, whose commits are watched.
    package init(_ options: FlatFileOptions, workers: Int, observer: CommitObserver?) {
        self.options = options
        self.workers = max(1, workers)
        self.observer = observer
    }

    /// Begins a run or takes up what an interrupted one left; commits that any run was killed in are finished first.
    ///
    /// - Throws: what `body` throws; ``ETLError`` with ``ETLError/Code/files`` if the output cannot be written, with
    ///   ``ETLError/Code/tryLater`` if another process is at the same run.
    public func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        try await withFlatFileSession(run) { try await body($0) }
    }

    func withFlatFileSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (FlatFileSession) async throws -> R
    ) async throws -> R {
        let staging = try StagingArea(
            OutputRoot(creating: options.directory, formats: options.formats, listIn: options.listDirectory),
            observer: observer)
        let directory = try staging.begin(run)
        defer { directory.release() }
        let kinds = Set((options.reports.values + [options.form]).map(\.compression))
        return try await withPools(Array(kinds)[...], pools: [:]) { pools in
            try await Errands.withErrands { errands in
                try await body(
                    FlatFileSession(options: options, staging: staging, run: directory, pools: pools, errands: errands))
            }
        }
    }

    /// Runs `body` with a pool for each kind of compression; one that no block comes to costs nothing.
    private func withPools<R: Sendable>(
        _ kinds: ArraySlice<CompressionKind>, pools: [CompressionKind: CompressionPool],
        _ body: nonisolated(nonsending) ([CompressionKind: CompressionPool]) async throws -> R
    ) async throws -> R {
        guard let kind = kinds.first else { return try await body(pools) }
        return try await CompressionPool.withPool(workers: workers, kind) { pool in
            try await withPools(kinds.dropFirst(), pools: pools.merging([kind: pool]) { $1 }, body)
        }
    }

    /// Writes `_runs/<id>.json`, whole or not at all, and removes records that are too old to be of use.
    public func writeRunRecord(id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        try SafeName.check(id, as: "The run's id")
        let root = try OutputRoot(creating: options.directory, formats: options.formats)
        let staging = try StagingArea(root, observer: nil)
        try root.makeDirectories(PartitionPaths.runsRoot)
        try staging.withCommitLock {
            let staged = root.absolute("\(PartitionPaths.stagingRoot)/\(id).run")
            try Files.write(to: staged, content)
            try Files.rename(staged, to: root.absolute("\(PartitionPaths.runsRoot)/\(id).json"))
            try Files.syncDirectory(root.absolute(PartitionPaths.runsRoot))
            RunRecordPruning().prune(root.absolute(PartitionPaths.runsRoot), after: id)
        }
    }
}

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
    /// The directory with the list of forgotten people, where that is another one.
    var listDirectory: String?
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
