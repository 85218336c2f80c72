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

    /// The steps but for the manifest's, which comes last.
    let steps: [CommitIntent.Step]
    let change: CommittedPartition.Change

    var replacesData: Bool { steps.contains { $0.kind == .data } }
    var replacesQuarantine: Bool { steps.contains { $0.kind == .quarantine } }
    var isUnchanged: Bool { change == .unchanged }

    /// A plan to publish `content`, whose files are staged under names that begin with `staged`, over what is visible.
    init(
        _ content: Content, staged: String, over old: ManifestReading, places: PartitionPaths, root: OutputRoot
    ) throws {
        let new = content.manifest
        var steps: [CommitIntent.Step] = []
        func replace(_ kind: CommitIntent.Step.Kind, _ target: String, bytes: Int, sha256: String) throws {
            guard try !StagedBytes.fit(root.absolute(target), bytes: bytes, sha256: sha256) else { return }
            let source = "\(staged).\(kind.rawValue)"
            steps.append(.init(kind: kind, staged: source, target: target, bytes: bytes, sha256: sha256))
        }
        func remove(_ kind: CommitIntent.Step.Kind, _ target: String) throws {
            guard try Files.status(root.absolute(target)) != nil else { return }
            steps.append(.init(kind: kind, staged: nil, target: target))
        }
        if let file = new.file, let sha256 = new.sha256 {
            try replace(.data, "\(places.directory)/\(file)", bytes: new.bytes, sha256: sha256)
        }
        if let quarantine = content.quarantine, !content.keepsQuarantine {
            try replace(.quarantine, places.quarantine, bytes: quarantine.bytes, sha256: quarantine.sha256)
        } else if content.quarantine == nil {
            try remove(.removeQuarantine, places.quarantine)
        }
        let known = root.formats.map(places.data) + (old.manifest?.file.map { [$0] } ?? [])
        for name in Set(known).subtracting(new.file.map { [$0] } ?? []).sorted() {
            try remove(.removeOldData, "\(places.directory)/\(name)")
        }
        self.steps = steps
        if steps.isEmpty, let manifest = old.manifest, manifest.hasSameContent(as: new) {
            change = .unchanged
        } else if case .absent = old {
            change = .created
        } else {
            change = .replaced
        }
    }
}
