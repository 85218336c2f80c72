internal import ETL

/// What a check of an output directory found.
public struct VerifyReport: Sendable, Equatable {
    /// Partitions looked at.
    public var partitions = 0
    /// Data and quarantine files read.
    public var files = 0
    /// Rows counted.
    public var rows = 0
    /// Bytes of the data files.
    public var bytes = 0
    /// All that is not as it should be.
    public var problems: [OutputProblem] = []

    /// Whether nothing was found.
    public var isSound: Bool { problems.isEmpty }
}

/// Compares an output directory with what its manifests say.
public enum OutputVerifier {
    /// Reads all of an output directory: checksums, counts, files without a manifest, manifests without their file, and
    /// commits that were not finished.
    ///
    /// - Throws: ``ETLError`` if the directory cannot be read.
    public static func verify(_ directory: String) throws -> VerifyReport {
        let root = try OutputRoot(existing: directory)
        var check = OutputCheck(root: root)
        let places = try PartitionWalk.directories(in: root)
        for place in places { try check.partition(place) }
        for place in try PartitionWalk.directories(in: root, below: PartitionPlaces.quarantineRoot) {
            let visible = String(place.dropFirst(PartitionPlaces.quarantineRoot.count + 1))
            if !places.contains(visible) { try check.orphans(in: place, known: []) }
        }
        try check.staging()
        return check.report
    }
}

/// The work of ``OutputVerifier``.
struct OutputCheck {
    let root: OutputRoot
    var report = VerifyReport()

    private mutating func problem(_ path: String, _ what: String) {
        report.problems.append(OutputProblem(path: path, what: what))
    }

    mutating func partition(_ directory: String) throws {
        let path = "\(directory)/\(PartitionPlaces.manifestName)"
        switch try ManifestReading.read(root.absolute(path)) {
        case .absent:
            try orphans(in: directory, known: [])
        case .damaged(let reason):
            report.partitions += 1
            problem(path, "the manifest is damaged: \(reason)")
        case .found(let manifest):
            report.partitions += 1
            try manifested(manifest, at: path, in: directory)
        }
    }

    private mutating func manifested(_ manifest: Manifest, at path: String, in directory: String) throws {
        if !Self.lies(manifest, in: directory) { problem(path, "it tells of another report, source or day") }
        if manifest.received != manifest.rows + manifest.quarantined + (manifest.filtered ?? 0) {
            let parts = manifest.filtered == nil ? "rows and quarantined" : "rows, quarantined and filtered"
            problem(path, "received is not \(parts) together")
        }
        if manifest.windows.reduce(0, { $0 + $1.rows }) != manifest.received {
            problem(path, "the rows of its windows do not add up to received")
        }
        try orphans(in: directory, known: manifest.file.map { [$0] } ?? [])
        if let file = manifest.file {
            try data(manifest, "\(directory)/\(file)")
        } else if manifest.rows > 0 {
            problem(path, "it tells of \(manifest.rows) rows and of no file")
        }
        try quarantine(manifest, in: "\(PartitionPlaces.quarantineRoot)/\(directory)")
    }

    private mutating func data(_ manifest: Manifest, _ path: String) throws {
        let isCSV = path.hasSuffix(".csv.gz")
        guard let tally = try tally(path, quotes: isCSV) else { return }
        report.bytes += tally.bytes
        let rows = tally.lines - (isCSV ? 1 : 0)
        report.rows += rows
        compare(path, "bytes", tally.bytes, manifest.bytes)
        compare(path, "sha256", tally.sha256, manifest.sha256 ?? "")
        compare(path, "uncompressed_bytes", tally.contentBytes, manifest.uncompressedBytes)
        compare(path, "content_sha256", tally.contentSHA256, manifest.contentSHA256 ?? "")
        compare(path, "rows", rows, manifest.rows)
    }

    private mutating func quarantine(_ manifest: Manifest, in directory: String) throws {
        let name = "\(manifest.report)-\(manifest.day).\(FlatFileFormat.ndjson.rawValue).gz"
        if manifest.quarantined > 0 {
            if let tally = try tally("\(directory)/\(name)", quotes: false) {
                compare("\(directory)/\(name)", "quarantined", tally.lines, manifest.quarantined)
            }
        }
        try orphans(in: directory, known: manifest.quarantined > 0 ? [name] : [])
    }

    private mutating func tally(_ path: String, quotes: Bool) throws -> GzipTally? {
        guard try Files.status(root.absolute(path)) != nil else {
            problem(path, "the file is missing")
            return nil
        }
        report.files += 1
        do {
            let tally = try GzipTally(reading: root.absolute(path), quotes: quotes)
            if !tally.endsWithLine { problem(path, "its last line has no end") }
            return tally
        } catch let damage as DamagedGzip {
            problem(path, "the file is damaged: \(damage.reason)")
            return nil
        }
    }

    private mutating func compare<Value: Equatable>(_ path: String, _ what: String, _ found: Value, _ told: Value) {
        if found != told { problem(path, "\(what) is \(found), and the manifest says \(told)") }
    }

    /// Reports files in a partition's directory that no manifest tells of.
    mutating func orphans(in directory: String, known: [String]) throws {
        for name in try Files.names(in: root.absolute(directory))
        where name != PartitionPlaces.manifestName && !known.contains(name) {
            problem("\(directory)/\(name)", "no manifest tells of this file")
        }
    }

    /// Reports commits that were not finished.
    mutating func staging() throws {
        for run in try Files.names(in: root.absolute(PartitionPlaces.stagingRoot)) where !run.hasPrefix(".") {
            let directory = "\(PartitionPlaces.stagingRoot)/\(run)"
            for name in try Files.names(in: root.absolute(directory)) where name.hasSuffix(CommitIntent.suffix) {
                problem("\(directory)/\(name)", "a commit was not finished: run the pipeline again")
            }
        }
    }

    private static func lies(_ manifest: Manifest, in directory: String) -> Bool {
        let parts = directory.split(separator: "/").map(String.init)
        return parts.first == "report=\(manifest.report)" && parts.last == "day=\(manifest.day)"
            && (parts.count == 2 || parts[1] == "source=\(manifest.source)")
    }
}
