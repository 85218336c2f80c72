internal import Disk
internal import ETL

/// What is visible of a partition, and whether it can be believed: the one answer to "is this day there?" for whatever
/// reads manifests. A day is found if its manifest can be relied on and its files are there.
enum VisiblePartition {
    /// Looks at a partition's directory, relative to the output. What does not fit is looked at again while no commit
    /// is under way, for a commit replaces the manifest last.
    static func read(_ directory: String, in root: OutputRoot) throws -> ManifestReading {
        var reader = ManifestReader()
        return try read(directory, in: root, by: &reader)
    }

    /// Looks at one of many partitions.
    static func read(
        _ directory: String, in root: OutputRoot, by reader: inout ManifestReader
    ) throws -> ManifestReading {
        let found = try look(at: directory, in: root, by: &reader)
        guard case .damaged = found else { return found }
        return try CommitLock.whileReading(root) { try look(at: directory, in: root, by: &reader) }
    }

    private static func look(
        at directory: String, in root: OutputRoot, by reader: inout ManifestReader
    ) throws -> ManifestReading {
        let path = root.absolute("\(directory)/\(PartitionPaths.manifestName)")
        let reading = try ManifestReading.read(path, by: &reader)
        switch reading {
        case .absent, .newer: return reading
        case .damaged(let reason): return .damaged(reason: "the manifest is damaged: \(reason)")
        case .found(let manifest):
            guard manifest.lies(in: directory) else {
                return .damaged(reason: "the manifest is of another report, source or day")
            }
            let written = try Files.status(path)?.modified ?? .max
            let flaw =
                try dataFlaw(manifest, in: directory, root, written: written)
                ?? quarantineFlaw(manifest, in: directory, root, written: written)
            return flaw.map { .damaged(reason: $0) } ?? reading
        }
    }

    /// What is wrong with the data file, by its existence and size; by its content too where it is newer than the
    /// manifest, as after a commit whose staging was deleted half-way.
    private static func dataFlaw(
        _ manifest: Manifest, in directory: String, _ root: OutputRoot, written: Int64
    ) throws -> String? {
        for format in root.formats {
            let name = PartitionPaths.dataName(manifest.report, day: manifest.day, format: format)
            if name != manifest.file, try Files.status(root.absolute("\(directory)/\(name)")) != nil {
                return "\(name) is there and not listed in the manifest"
            }
        }
        guard let file = manifest.file else { return nil }
        let path = root.absolute("\(directory)/\(file)")
        guard let found = try Files.status(path) else { return "its file \(file) is missing" }
        guard found.kind == .file else { return "\(file) is not a file" }
        guard found.size == manifest.bytes else {
            return
                "\(file) has \(found.size) \(found.size.choosing("byte", "bytes")), and the manifest says \(manifest.bytes)"
        }
        if found.modified > written, try StagedBytes.sha256(of: path) != manifest.sha256 {
            return "\(file) is newer than its manifest and does not fit it"
        }
        return nil
    }

    private static func quarantineFlaw(
        _ manifest: Manifest, in directory: String, _ root: OutputRoot, written: Int64
    ) throws -> String? {
        let name = PartitionPaths.dataName(manifest.report, day: manifest.day, format: .ndjson)
        let path = root.absolute("\(PartitionPaths.quarantineRoot)/\(directory)/\(name)")
        guard let found = try Files.status(path) else {
            return manifest.quarantined > 0 ? "its quarantine file is missing" : nil
        }
        guard manifest.quarantined > 0 else { return "its quarantine file is not listed in the manifest" }
        guard found.kind == .file else { return "its quarantine file is not a file" }
        if found.modified > written,
            (try? GzipTally(reading: path))?.lines != manifest.quarantined
        {
            return "its quarantine file is newer than its manifest and does not fit it"
        }
        return nil
    }
}
