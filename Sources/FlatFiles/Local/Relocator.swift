internal import Disk
internal import ETL

/// Moves committed days to other folders of the same output, each with one rename, without reading or writing a row.
///
/// Each day moves under the commit lock: first its quarantine, then its folder with data and manifest. A kill in between
/// leaves a day whole in one of the two places, and moving again finishes what is left.
struct Relocator {
    private let root: OutputRoot
    private let staging: StagingArea

    /// A relocator for an output; commits that any run was killed in are finished first.
    init(_ root: OutputRoot) throws {
        self.root = root
        staging = try StagingArea(root, observer: nil)
        try staging.finishInterruptedCommits()
    }

    /// Moves the days of the layout of version 0.1 below the source that their manifests name.
    func moveOutdated() throws -> RelocationReport {
        var report = RelocationReport()
        for place in try PartitionWalk.outdated(in: root) {
            guard let manifest = try manifest(in: place, &report) else { continue }
            guard let partition = manifest.partition, place == "report=\(partition.report)/day=\(partition.day)" else {
                report.left.append(LakeProblem(path: place, what: "its manifest names another report or day"))
                continue
            }
            try move(manifest, from: place, to: try PartitionPaths(partition), &report)
        }
        try leaveQuarantine(try PartitionWalk.outdated(in: root, below: PartitionPaths.quarantineRoot), &report)
        return report
    }

    /// Moves the days of a source to another name, in their manifests too.
    ///
    /// - Throws: ``ETLError`` if `new` cannot be a folder's name, or the output cannot be written.
    func rename(source old: String, to new: String) throws -> RelocationReport {
        try SafeName.check(new, as: "The source's name")
        var report = RelocationReport()
        for place in try PartitionWalk.directories(in: root) where place.split(separator: "/")[1] == "source=\(old)" {
            try rename(place, of: old, to: new, &report)
        }
        try removeEmptyFolders(of: old)
        return report
    }

    /// Moves one day of a source to another name.
    func rename(_ partition: Partition, to new: String) throws -> RelocationReport {
        var report = RelocationReport()
        try rename(PartitionPaths(partition).directory, of: partition.source, to: new, &report)
        return report
    }

    private func rename(
        _ place: String, of old: String, to new: String, _ report: inout RelocationReport
    ) throws {
        guard var manifest = try manifest(in: place, &report) else { return }
        guard let partition = manifest.partition, [old, new].contains(manifest.source),
            place == "report=\(partition.report)/source=\(old)/day=\(partition.day)"
        else {
            report.left.append(LakeProblem(path: place, what: "its manifest names another report, source or day"))
            return
        }
        let target = Partition(report: partition.report, source: new, day: partition.day)
        manifest.source = new
        try move(manifest, from: place, to: try PartitionPaths(target), &report)
    }

    /// The manifest of a day; nil, with a line in the report, if there is none that can be relied on.
    private func manifest(in place: String, _ report: inout RelocationReport) throws -> Manifest? {
        switch try ManifestReading.read(root.absolute("\(place)/\(PartitionPaths.manifestName)")) {
        case .found(let manifest): return manifest
        case .absent: report.left.append(LakeProblem(path: place, what: "it has no manifest"))
        case .damaged(let reason):
            report.left.append(LakeProblem(path: place, what: "its manifest is damaged: \(reason)"))
        case .newer(let version):
            report.left.append(LakeProblem(path: place, what: LakeProblem.newer(version)))
        }
        return nil
    }

    private func move(
        _ manifest: Manifest, from place: String, to places: PartitionPaths, _ report: inout RelocationReport
    ) throws {
        try root.confine(place)
        try root.confine(places.directory)
        try staging.withCommitLock {
            if let there = try ManifestReading.read(root.absolute(places.manifest)).manifest {
                guard there.hasSameRows(as: manifest) else {
                    let what = "\(places.directory) holds other rows of the same day"
                    return report.left.append(LakeProblem(path: place, what: what))
                }
                try remove(place)
                try remove("\(PartitionPaths.quarantineRoot)/\(place)")
                report.merged += 1
                return
            }
            try write(manifest, in: place)
            let hidden = "\(PartitionPaths.quarantineRoot)/\(place)"
            if try Files.status(root.absolute(hidden)) != nil {
                try renameFolder(hidden, to: places.quarantineDirectory, mode: 0o700)
            }
            try renameFolder(place, to: places.directory, mode: 0o777)
            report.moved += 1
        }
    }

    /// Replaces the manifest of a day, if it says something else.
    private func write(_ manifest: Manifest, in place: String) throws {
        let path = root.absolute("\(place)/\(PartitionPaths.manifestName)")
        guard try ManifestReading.read(path).manifest != manifest else { return }
        let staged = root.absolute("\(PartitionPaths.stagingRoot)/relocated.manifest")
        try Files.write(manifest.encoded(), to: staged)
        try Files.rename(staged, to: path)
        try Files.syncDirectory(root.absolute(place))
    }

    private func renameFolder(_ place: String, to target: String, mode: UInt32) throws {
        let parent = Files.parent(of: target)
        try root.makeDirectories(parent, mode: mode)
        try Files.rename(root.absolute(place), to: root.absolute(target))
        try Files.syncDirectory(root.absolute(parent))
        try Files.syncDirectory(root.absolute(Files.parent(of: place)))
    }

    /// Removes a folder, its manifest first: what is left of a kill in between is listed in no manifest.
    private func remove(_ place: String) throws {
        let path = root.absolute(place)
        guard try Files.status(path) != nil else { return }
        try Files.remove("\(path)/\(PartitionPaths.manifestName)")
        try Files.removeDirectory(path)
    }

    /// Reports quarantine that belongs to no day that was moved.
    private func leaveQuarantine(_ places: [String], _ report: inout RelocationReport) throws {
        let known = Set(report.left.map { "\(PartitionPaths.quarantineRoot)/\($0.path)" })
        for place in places where !known.contains(place) {
            report.left.append(LakeProblem(path: place, what: "its day has no manifest"))
        }
    }

    /// Removes the folders of a source that hold nothing any more.
    private func removeEmptyFolders(of source: String) throws {
        for start in ["", "\(PartitionPaths.quarantineRoot)/"] {
            for report in try Files.names(in: root.absolute(start)) where report.hasPrefix("report=") {
                let path = root.absolute("\(start)\(report)/source=\(source)")
                if try Files.status(path) != nil, try Files.names(in: path).isEmpty { try Files.removeDirectory(path) }
            }
        }
    }
}

extension Manifest {
    /// Whether two manifests of one report and day vouch for the same rows from the same server.
    fileprivate func hasSameRows(as other: Manifest) -> Bool {
        contentSHA256 == other.contentSHA256 && rows == other.rows && received == other.received
            && origin == other.origin
    }
}
