internal import Disk
internal import ETL

/// Compares an output directory with what its manifests say.
enum OutputVerifier {
    /// Reads all of an output: checksums, counts, files without a manifest, manifests without their file, days that are
    /// there twice, and commits that were not finished. What is found is looked at again while nothing is committed.
    ///
    /// - Throws: ``ETLError`` if the directory cannot be read.
    static func verify(_ root: OutputRoot) throws -> VerifyReport {
        var report = VerifyReport()
        func check(_ path: String, _ body: (inout OutputCheck) throws -> Void) throws {
            func look() -> VerifyReport {
                var check = OutputCheck(root: root)
                do {
                    try body(&check)
                } catch {
                    let what = (error as? ETLError)?.message ?? "\(error)"
                    check.report.problems.append(LakeProblem(path: path, what: what))
                }
                return check.report
            }
            let found = look()
            report.add(found.isSound ? found : try CommitLock.whileReading(root, look))
        }
        for place in try PartitionWalk.directories(in: root) { try check(place) { try $0.partition(place) } }
        try check(".") { try $0.strays() }
        try check(".") { try $0.renamedSources() }
        try check(PartitionPaths.quarantineRoot) { try $0.strays(below: PartitionPaths.quarantineRoot) }
        try check(PartitionPaths.stagingRoot) { try $0.staging() }
        return report
    }
}

/// The work of ``OutputVerifier`` on one place.
struct OutputCheck {
    let root: OutputRoot
    var report = VerifyReport()

    private mutating func problem(_ path: String, _ what: String) {
        report.problems.append(LakeProblem(path: path, what: what))
    }

    /// Compares a partition's files with its manifest.
    ///
    /// - Throws: ``ETLError``, also for a directory that a symbolic link leads out of the output.
    mutating func partition(_ directory: String) throws {
        try root.confine(directory)
        let path = "\(directory)/\(PartitionPaths.manifestName)"
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

    private mutating func data(_ manifest: Manifest, _ path: String) throws {
        let lines = root.lines(of: path)
        guard let tally = try tally(path, lines) else { return }
        report.bytes += tally.bytes
        let rows = tally.lines - (lines.hasHeader ? 1 : 0)
        report.rows += rows
        compare("bytes", of: path, found: tally.bytes, told: manifest.bytes)
        compare("sha256", of: path, found: tally.sha256, told: manifest.sha256 ?? "")
        compare("uncompressed_bytes", of: path, found: tally.contentBytes, told: manifest.uncompressedBytes)
        compare("content_sha256", of: path, found: tally.contentSHA256, told: manifest.contentSHA256 ?? "")
        compare("rows", of: path, found: rows, told: manifest.rows)
    }

    private mutating func quarantine(_ manifest: Manifest, in directory: String) throws {
        let name = PartitionPaths.dataName(manifest.report, day: manifest.day, format: .ndjson)
        let path = "\(PartitionPaths.quarantineRoot)/\(directory)/\(name)"
        guard let tally = try tally(path, LineRule()) else { return }
        compare("quarantined", of: path, found: tally.lines, told: manifest.quarantined)
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

    private mutating func compare<Value: Equatable>(_ what: String, of path: String, found: Value, told: Value) {
        if found != told { problem(path, "\(what) is \(found), and the manifest says \(told)") }
    }

    /// Reports files that readers of the output, or of its quarantine, would take for data though no manifest lists
    /// them, wherever they lie, and days that are there twice.
    mutating func strays(below start: String = "") throws {
        var listed: Set<String> = []
        var unreadable: Set<String> = []
        var places: [Partition: String] = [:]
        for directory in try PartitionWalk.directories(in: root) {
            let reading = try? ManifestReading.read(root.absolute("\(directory)/\(PartitionPaths.manifestName)"))
            guard let manifest = reading?.manifest, let partition = manifest.partition else {
                // What a manifest that cannot be read lists is unknown; the manifest itself is reported.
                if case .absent = reading { continue }
                unreadable.formUnion([directory, "\(PartitionPaths.quarantineRoot)/\(directory)"])
                continue
            }
            if let file = manifest.file { listed.insert("\(directory)/\(file)") }
            if manifest.quarantined > 0 {
                let name = PartitionPaths.dataName(manifest.report, day: manifest.day, format: .ndjson)
                listed.insert("\(PartitionPaths.quarantineRoot)/\(directory)/\(name)")
            }
            if let other = places.updateValue(directory, forKey: partition), start.isEmpty {
                problem(directory, "the same day of the same report and source is also in \(other)")
            }
        }
        for path in try PartitionWalk.files(in: root, below: start)
        where !listed.contains(path) && !unreadable.contains(Files.parent(of: path)) {
            problem(path, "not listed in any manifest")
        }
    }

    /// Reports days that are there under the names of two sources.
    mutating func renamedSources() throws {
        var sources = RenamedSources()
        for directory in try PartitionWalk.directories(in: root) {
            let path = root.absolute("\(directory)/\(PartitionPaths.manifestName)")
            if let manifest = try ManifestReading.read(path).manifest { sources.add(manifest) }
        }
        guard sources.hasPairs else { return }
        var named = NamedSources()
        try RunRecordFiles.forEach(in: root) { named.add($0) }
        report.problems += sources.problems(in: root.path, namedTogether: Array(named.sets))
    }

    /// Reports commits that were not finished.
    mutating func staging() throws {
        for run in try Files.names(in: root.absolute(PartitionPaths.stagingRoot)) where !run.hasPrefix(".") {
            let directory = "\(PartitionPaths.stagingRoot)/\(run)"
            for name in try Files.names(in: root.absolute(directory)) where name.hasSuffix(CommitIntent.suffix) {
                problem("\(directory)/\(name)", "a commit was not finished: run the pipeline again")
            }
        }
    }
}

/// Finds the directories of partitions.
package enum PartitionWalk {
    /// All `report=…/source=…/day=…` of the output, and all `report=…/day=…` of the layout of version
    /// 0.1, relative to the output, sorted.
    static func directories(in root: OutputRoot) throws -> [String] {
        let reports = try children(of: "", in: root, key: "report")
        let sources = try reports.flatMap { try children(of: $0, in: root, key: "source") }
        return try (reports + sources).flatMap { try children(of: $0, in: root, key: "day") }.sorted()
    }

    /// Those of the layout of version 0.1, which has no level for the source.
    static func outdated(in root: OutputRoot, below start: String = "") throws -> [String] {
        try children(of: start, in: root, key: "report").flatMap { try children(of: $0, in: root, key: "day") }.sorted()
    }

    /// The names of the sources that a report has days of, sorted.
    static func sources(of report: String, in root: OutputRoot) throws -> [String] {
        try Files.names(in: root.absolute("report=\(report)")).filter { $0.hasPrefix("source=") }
            .map { String($0.dropFirst("source=".count)) }.filter { SafeName.isSafe($0) }.sorted()
    }

    private static func children(of directory: String, in root: OutputRoot, key: String) throws -> [String] {
        try Files.names(in: root.absolute(directory))
            .filter { $0.hasPrefix(key + "=") }
            .map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    }

    /// All files, links and other things that are not directories, in the folders of reports below a directory of the
    /// output, where globs begin; relative to the output. What readers pass over is left out; links are not followed.
    static func files(in root: OutputRoot, below start: String = "") throws -> [String] {
        var found: [String] = []
        var open = try children(of: start, in: root, key: "report")
        while let path = open.popLast() {
            switch try Files.status(root.absolute(path))?.kind {
            case .directory: open += try Files.names(in: root.absolute(path)).map { "\(path)/\($0)" }
            case .file, .link, .other: found.append(path)
            case nil: continue
            }
        }
        return found.filter { !isPassedOver($0.split(separator: "/").last ?? "") }.sorted()
    }

    /// Whether no reader takes a name for data: hidden files of a desktop or a network file system, marks of other
    /// tools. A glob for `*.gz` reads a file whatever its name begins with.
    package static func isPassedOver(_ name: Substring) -> Bool {
        (name.hasPrefix(".") || name.hasPrefix("_")) && !name.hasSuffix(".gz")
    }
}
