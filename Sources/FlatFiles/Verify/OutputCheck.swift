internal import Disk
internal import ETL

/// The work of ``OutputVerifier`` on one place.
struct OutputCheck {
    let root: OutputRoot
    var report = VerifyReport()

    init(root: OutputRoot) { self.root = root }

    private mutating func problem(_ path: String, _ what: String) {
        report.problems.append(LakeProblem(path: path, what: what))
    }

    /// Compares a partition's files with its manifest.
    mutating func partition(_ directory: String) throws {
        guard try leadsInside(directory) else { return }
        let path = "\(directory)/\(PartitionPlaces.manifestName)"
        switch try ManifestReading.read(root.absolute(path)) {
        case .absent:
            break
        case .newer(let version):
            report.partitions += 1
            problem(path, LakeProblem.newer(version))
        case .damaged(let reason):
            report.partitions += 1
            problem(path, "the manifest is damaged: \(reason)")
        case .found(let manifest):
            report.partitions += 1
            if !manifest.lies(in: directory) { problem(path, "it is of another report, source or day") }
            if let file = manifest.file { try data(manifest, "\(directory)/\(file)") }
            if manifest.quarantined > 0 { try quarantine(manifest, in: directory) }
        }
    }

    /// Reports a directory that a symbolic link leads out of the output.
    private mutating func leadsInside(_ directory: String) throws -> Bool {
        do {
            try root.confine(directory)
            return true
        } catch let error as ETLError {
            problem(directory, error.message)
            return false
        }
    }

    private mutating func data(_ manifest: Manifest, _ path: String) throws {
        let lines = root.lines(of: path)
        guard let tally = try tally(path, lines) else { return }
        report.bytes += tally.bytes
        let rows = tally.lines - (lines.hasHeader ? 1 : 0)
        report.rows += rows
        compare(path, "bytes", tally.bytes, manifest.bytes)
        compare(path, "sha256", tally.sha256, manifest.sha256 ?? "")
        compare(path, "uncompressed_bytes", tally.contentBytes, manifest.uncompressedBytes)
        compare(path, "content_sha256", tally.contentSHA256, manifest.contentSHA256 ?? "")
        compare(path, "rows", rows, manifest.rows)
    }

    private mutating func quarantine(_ manifest: Manifest, in directory: String) throws {
        let name = PartitionPlaces.dataName(manifest.report, manifest.day, .ndjson)
        let path = "\(PartitionPlaces.quarantineRoot)/\(directory)/\(name)"
        guard let tally = try tally(path, LineRule()) else { return }
        compare(path, "quarantined", tally.lines, manifest.quarantined)
    }

    private mutating func tally(_ path: String, _ lines: LineRule) throws -> GzipTally? {
        guard let found = try Files.status(root.absolute(path)) else {
            problem(path, "the file is missing")
            return nil
        }
        guard found.kind == .file else {
            problem(path, found.kind == .link ? "it is a symbolic link" : "it is not a file")
            return nil
        }
        report.files += 1
        do {
            let tally = try GzipTally(reading: root.absolute(path), lines)
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

    /// Reports files that readers of the output, or of its quarantine, would take for data though no manifest lists
    /// them, wherever they lie, and days that are there twice.
    mutating func strays(below start: String = "") throws {
        var listed: Set<String> = []
        var unreadable: Set<String> = []
        var places: [Partition: String] = [:]
        for directory in try PartitionWalk.directories(in: root) {
            let reading = try? ManifestReading.read(root.absolute("\(directory)/\(PartitionPlaces.manifestName)"))
            guard let manifest = reading?.manifest, let partition = manifest.partition else {
                // What a manifest that cannot be read lists is unknown; the manifest itself is reported.
                if case .absent = reading { continue }
                unreadable.formUnion([directory, "\(PartitionPlaces.quarantineRoot)/\(directory)"])
                continue
            }
            if let file = manifest.file { listed.insert("\(directory)/\(file)") }
            if manifest.quarantined > 0 {
                let name = PartitionPlaces.dataName(manifest.report, manifest.day, .ndjson)
                listed.insert("\(PartitionPlaces.quarantineRoot)/\(directory)/\(name)")
            }
            if let other = places.updateValue(directory, forKey: partition), start.isEmpty {
                problem(directory, "the same day of the same report and source is also in \(other)")
            }
        }
        for path in try PartitionWalk.files(in: root, below: start)
        where !listed.contains(path) && !unreadable.contains(path.parentPath) {
            problem(path, "not listed in any manifest")
        }
    }

    /// Reports days that are there under the names of two sources.
    mutating func renamedSources() throws {
        var sources = RenamedSources()
        for directory in try PartitionWalk.directories(in: root) {
            let path = root.absolute("\(directory)/\(PartitionPlaces.manifestName)")
            if let manifest = try ManifestReading.read(path).manifest { sources.add(manifest) }
        }
        guard sources.hasPairs else { return }
        var named = NamedSources()
        try RunRecordFiles.forEach(in: root) { named.add($0) }
        report.problems += sources.problems(in: root.path, namedTogether: Array(named.sets))
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
}
