internal import Disk
public import ETL

/// The folder on disk is a lake: it is read by its manifests.
extension FlatFileLoader: Lake {
    /// The root; nil where nothing was written yet.
    func root() throws -> OutputRoot? {
        guard Files.resolved(options.directory) != nil else { return nil }
        return try existing()
    }

    /// The root, which must be there.
    func existing() throws -> OutputRoot {
        try OutputRoot(existing: options.directory, formats: options.formats)
    }

    /// Lists the partitions of the folder.
    public func listing() async throws -> LakeListing {
        guard let root = try root() else { return LakeListing() }
        let places = try PartitionWalk.directories(in: root)
        var listing = LakeListing()
        // Reading tens of thousands of manifests takes all of a processor.
        try await withThrowingTaskGroup(of: LakeListing.self) { group in
            for start in stride(from: 0, to: places.count, by: Self.placesOfTask) {
                group.addTask { try Self.listing(of: places[start...].prefix(Self.placesOfTask), in: root) }
            }
            for try await part in group {
                listing.manifests += part.manifests
                listing.damaged += part.damaged
            }
        }
        listing.manifests.sort { ($0.report, $0.source, $0.day) < ($1.report, $1.source, $1.day) }
        listing.damaged.sort { $0.path < $1.path }
        return listing
    }

    private static let placesOfTask = 512

    private static func listing(of places: ArraySlice<String>, in root: OutputRoot) throws -> LakeListing {
        var listing = LakeListing()
        var reader = ManifestReader()
        for place in places {
            func report(_ what: String) {
                let path = "\(place)/\(PartitionPaths.manifestName)"
                listing.damaged.append(
                    LakeProblem(path: path, what: what, partition: PartitionPaths.partition(in: place)))
            }
            do {
                switch try VisiblePartition.read(place, in: root, by: &reader) {
                case .absent: continue
                case .found(let manifest): listing.manifests.append(manifest)
                case .damaged(let reason): report(reason)
                case .newer(let version): report(LakeProblem.newer(version))
                }
            } catch let error as ETLError {
                report(error.message)
            }
        }
        return listing
    }

    /// Reads one manifest.
    public func manifest(of partition: Partition) throws -> Manifest? {
        try root().flatMap { try ManifestReading.read($0.absolute(PartitionPaths(partition).manifest)).manifest }
    }

    /// Lists the folders of a report.
    public func sources(of report: String) throws -> [String] {
        try root().map { try PartitionWalk.sources(of: report, in: $0) } ?? []
    }

    /// Reads a data file.
    public func forEachRow(of partition: Partition, _ body: ([UInt8]) throws -> Void) throws {
        let root = try existing()
        let places = try PartitionPaths(partition)
        guard let file = try manifest(of: partition)?.file else { return }
        var reader = try LineReader(of: root.absolute("\(places.directory)/\(file)"), root.lines(of: file))
        while let lines = try reader.nextPiece() { try lines.forEach(body) }
    }

    /// Reads a quarantine file.
    public func forEachQuarantinedRow(of partition: Partition, _ body: (QuarantinedRow) throws -> Void) throws {
        let path = try existing().absolute(PartitionPaths(partition).quarantine)
        guard try Files.status(path) != nil else { return }
        var reader = try LineReader(of: path)
        while let lines = try reader.nextPiece() {
            for line in lines {
                guard let row = QuarantinedRow(line) else {
                    throw ETLError(
                        .data, "\(path) has a line that is not a quarantined row",
                        advice: "Run the pipeline again for its day")
                }
                try body(row)
            }
        }
    }

    /// Reads all of the folder: checksums, counts, files without a manifest, manifests without their file, days that are
    /// there twice, and commits that were not finished.
    public func verify() throws -> VerifyReport { try OutputVerifier.verify(existing()) }

    /// Reads the records of `_runs`.
    public func forEachRunRecord(_ body: ([UInt8]) throws -> Void) throws {
        if let root = try root() { try RunRecordFiles.forEach(in: root, body) }
    }

    /// Reads the records of `_runs`, with their names.
    public func forEachNamedRunRecord(_ body: (_ name: String, _ record: [UInt8]) throws -> Void) throws {
        if let root = try root() { try RunRecordFiles.forEachNamed(in: root, body) }
    }

    /// Replaces a file in the folder.
    public func writeFile(_ name: String, _ bytes: [UInt8]) throws {
        // Readers pass over what begins with an underscore.
        try SafeName.check(name.hasPrefix("_") ? String(name.dropFirst()) : "", as: "The file's name")
        try Files.replace(OutputRoot(creating: options.directory, formats: options.formats).absolute(name), by: bytes)
    }

    /// A loader that changes partitions through the same commits as those of a run, under the same locks.
    public func amending(_ manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]) -> any Loader {
        AmendingLoader(loader: self, manifest: manifest, kept: kept, hidden: hidden)
    }

    /// Finishes what killed runs had begun to commit.
    public func finishInterruptedCommits() async throws {
        try StagingArea(existing(), observer: observer).finishInterruptedCommits()
    }

    /// Reads the index of the last slice, if it describes what is visible.
    public func lastSlice(of partition: Partition, by provenance: Provenance) throws -> LastSlice? {
        guard let root = try root() else { return nil }
        let places = try PartitionPaths(partition)
        guard let manifest = try VisiblePartition.read(places.directory, in: root).manifest else { return nil }
        return SliceStore(provenance.pipeline, in: root)
            .index(of: places, fitting: manifest, recipe: provenance.recipe)?.lastSlice
    }

    /// Reads what lies beside the slices.
    public func followNotes(of pipeline: String) throws -> [UInt8]? {
        try root().flatMap { SliceStore(pipeline, in: $0).notes() }
    }

    /// Writes it beside the slices.
    public func write(followNotes: [UInt8], of pipeline: String, keeping first: Day) throws {
        let root = try OutputRoot(creating: options.directory, formats: options.formats)
        _ = try StagingArea(root, observer: nil)
        try SliceStore(pipeline, in: root).write(notes: followNotes, keeping: first)
    }

    /// Lists the days in the layout of version 0.1, without a level for the source.
    public func outdatedDays() async throws -> [String] { try root().map { try PartitionWalk.outdated(in: $0) } ?? [] }

    /// Moves the days of the layout of version 0.1 below the source that their manifests name.
    public func moveOutdatedDays() async throws -> RelocationReport { try Relocator(existing()).moveOutdated() }

    /// Moves the days of a source to another name, in their manifests too.
    public func rename(source old: String, to new: String) throws -> RelocationReport {
        try Relocator(existing()).rename(source: old, to: new)
    }

    /// Moves one day of a source to another name, in its manifest too.
    package func rename(_ partition: Partition, to new: String) throws -> RelocationReport {
        try Relocator(existing()).rename(partition, to: new)
    }
}

extension LakeProblem {
    package static func newer(_ version: Int) -> String {
        "the manifest was written by a newer version of the program (format_version \(version))"
    }
}
