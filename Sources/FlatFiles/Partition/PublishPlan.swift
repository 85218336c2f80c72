internal import Disk
internal import ETL

/// What must change so that a partition shows what is staged: as little as possible.
struct PublishPlan {
    /// What shall be visible.
    struct Content {
        let manifest: Manifest
        /// The quarantine file; nil if there shall be none.
        let quarantine: GzipStream.Finished?
        /// Whether the visible quarantine file has the same rows in another order, and stays.
        var keepsQuarantine = false
    }

    let replacesData: Bool
    let replacesQuarantine: Bool
    let change: CommittedPartition.Change
    private let removesQuarantine: Bool
    private let removedData: [String]
    private let places: PartitionPlaces
    private let dataTarget: String?
    private let dataBytes: Int?
    private let dataHash: String?
    private let quarantine: GzipStream.Finished?

    /// A plan to publish `content` over what is visible.
    init(_ content: Content, over old: ManifestReading, places: PartitionPlaces, root: OutputRoot) throws {
        self.places = places
        let new = content.manifest
        let data = new.file.map { "\(places.directory)/\($0)" }
        dataTarget = data
        if let data, let sha256 = new.sha256 {
            dataBytes = new.bytes
            dataHash = sha256
            replacesData = try !Self.holds(root.absolute(data), bytes: new.bytes, sha256: sha256)
        } else {
            dataBytes = nil
            dataHash = nil
            replacesData = false
        }
        quarantine = content.quarantine
        let known = root.formats.map(places.data) + (old.manifest?.file.map { [$0] } ?? [])
        removedData = try Set(known).subtracting(new.file.map { [$0] } ?? []).sorted()
            .map { "\(places.directory)/\($0)" }
            .filter { try Files.status(root.absolute($0)) != nil }
        if let quarantine = content.quarantine {
            replacesQuarantine =
                try !content.keepsQuarantine
                && !Self.holds(
                    root.absolute(places.quarantine), bytes: quarantine.bytes, sha256: quarantine.sha256)
            removesQuarantine = false
        } else {
            replacesQuarantine = false
            removesQuarantine = try Files.status(root.absolute(places.quarantine)) != nil
        }
        let filesStay = !replacesData && !replacesQuarantine && !removesQuarantine && removedData.isEmpty
        if filesStay, let manifest = old.manifest, manifest.hasSameContent(as: new) {
            change = .unchanged
        } else if case .absent = old {
            change = .created
        } else {
            change = .replaced
        }
    }

    var isUnchanged: Bool { change == .unchanged }

    /// The steps but for the manifest's, which comes last.
    func steps(staged prefix: String) -> [CommitIntent.Step] {
        typealias Step = CommitIntent.Step
        var steps: [Step] = []
        if replacesData, let dataTarget {
            steps.append(
                Step(
                    kind: .data, staged: prefix + ".data", target: dataTarget, bytes: dataBytes, sha256: dataHash))
        }
        if replacesQuarantine {
            steps.append(
                Step(
                    kind: .quarantine, staged: prefix + ".quarantine", target: places.quarantine,
                    bytes: quarantine?.bytes, sha256: quarantine?.sha256))
        }
        if removesQuarantine {
            steps.append(Step(kind: .removeQuarantine, staged: nil, target: places.quarantine))
        }
        steps += removedData.map { Step(kind: .removeOldData, staged: nil, target: $0) }
        return steps
    }

    static func holds(_ path: String, bytes: Int, sha256: String) throws -> Bool {
        guard let found = try Files.status(path), found.kind == .file, found.size == bytes else { return false }
        return try StagedBytes.sha256(of: path) == sha256
    }
}
