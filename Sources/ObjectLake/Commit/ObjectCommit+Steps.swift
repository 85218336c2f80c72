internal import ETL
internal import FlatFiles
internal import S3

/// The steps of a commit, each of which may have been done already by somebody who took this process for dead.
extension ObjectCommit {
    /// Does what an intent says, or what is left of it.
    func finish(_ held: HeldIntent, from folder: LocalPartition?) async throws {
        if held.intent.manifest == nil { try await removeManifest(held) }
        for step in held.intent.steps {
            if let upload = step.upload {
                try await complete(step, upload: upload, held: held, from: folder)
            } else {
                try await remove(step, held)
            }
        }
        if let manifest = held.intent.manifest { try await write(Array(manifest.utf8), held) }
        try await close(held)
    }

    func remove(_ step: ObjectIntent.Step, _ held: HeldIntent) async throws {
        if verdict.deletesByVersion, try await store.delete(step.key, ifMatch: step.replaces) { return }
        // Where any version goes, or another one is there than was expected, it must not be that of a later commit.
        try await requireHeld(held)
        _ = try await store.delete(step.key, ifMatch: nil)
    }

    /// An upload is gone, and nobody here has its bytes.
    struct LostUpload: Error {}

    private func complete(
        _ step: ObjectIntent.Step, upload: S3Upload, held: HeldIntent, from folder: LocalPartition?
    ) async throws {
        var (upload, before) = (upload, step.replaces)
        while true {
            let there: S3ObjectFacts?
            let condition = verdict.condition(replacing: before)
            switch try await store.complete(step.key, upload: upload, condition: condition) {
            case .written: return
            case .refused(let facts):
                there = facts
                if isOurs(facts, upload: upload, held: held) { return try await store.abort(step.key, upload.id) }
                try await requireHeld(held)
            case .lost:
                there = try await store.head(step.key)
                if isOurs(there, upload: upload, held: held) { return }
                try await requireHeld(held)
                guard let file = try folder?.files()[step.key] else { throw LostUpload() }
                upload = try await self.upload(step.key, file: file, commit: held.intent.commit)
                try await requireHeld(held)
            }
            before = there?.etag
        }
    }

    private func isOurs(_ facts: S3ObjectFacts?, upload: S3Upload, held: HeldIntent) -> Bool {
        guard let facts else { return false }
        return facts.commit == held.intent.commit || facts.sha256 != nil && facts.sha256 == upload.sha256
    }

    private func write(_ manifest: [UInt8], _ held: HeldIntent) async throws {
        var before = held.intent.replaces
        while true {
            let outcome = try await store.put(
                held.places.manifest, body: .bytes(manifest), condition: verdict.condition(replacing: before),
                attributes: .json(commit: held.intent.commit, isFinal: true))
            guard case .refused(let there) = outcome else { return }
            if there?.commit == held.intent.commit { return }
            try await requireHeld(held)
            before = there?.etag
        }
    }

    /// Somebody who took this process for dead may have finished its commit, and others may have committed since.
    private func requireHeld(_ held: HeldIntent) async throws {
        let there = try await store.head(ObjectIntent.key(held.places))
        guard there?.commit == held.intent.commit else {
            throw held.intent.partition.map(ObjectLakeError.replaced) ?? CancellationError()
        }
    }
}
