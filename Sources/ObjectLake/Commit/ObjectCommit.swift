internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// Changes the objects of a partition: first writes down what will be done, then does it, then says that it is done.
///
/// Payloads are in the store before the intent that names them, and the intent is taken under a condition, so
/// any process that finds it, on any machine, can finish the commit, and no other can begin one. All of it is to be called
/// with the partition in hand on this machine.
struct ObjectCommit: Sendable {
    let store: any ObjectStore
    let machine: String
    let verdict: S3Verdict

    /// Makes a partition of the store what it is in a folder.
    ///
    /// - Parameters:
    ///   - seen: the partition's objects as they were before the work on it began.
    ///   - output: the folder, which is written like a lake on disk.
    ///   - people: the version of the list of forgotten people that the rows were compared with.
    /// - Throws: `ETLError` with the code `tryLater` if another commit was faster.
    func publish(_ seen: RemotePartition, from output: String, people: String?) async throws {
        let folder = LocalPartition(seen.places, in: output)
        let files = try folder.files()
        let manifest = try folder.manifestBytes()
        let old = seen.objects.keys.filter { seen.places.isOwn($0) && files[$0] == nil }
        let new = files.filter { seen.hashes[$0.key] != $0.value.sha256 }
        if new.isEmpty, old.isEmpty, seen.manifestBytes == manifest { return }
        let commit = Self.name()
        var uploads: [String: S3Upload] = [:]
        do {
            for (key, file) in new.sorted(by: { $0.key < $1.key }) {
                uploads[key] = try await upload(key, file: file, commit: commit)
            }
            let steps = Self.order(uploads, old: old, places: seen.places).map { key in
                ObjectIntent.Step(key: key, upload: uploads[key], replaces: seen.objects[key]?.etag)
            }
            let intent = ObjectIntent(
                commit: commit, machine: machine, partition: seen.partition, steps: steps, manifest: manifest,
                replaces: seen.objects[seen.places.manifest]?.etag, people: people)
            try await take(intent, seen.places, from: folder)
        } catch {
            // What an intent names is needed to finish it.
            if await isNotTaken(commit, seen.places) {
                for (key, upload) in uploads { try? await store.abort(key, upload.id) }
            }
            throw error
        }
    }

    /// Removes a partition from the store, its manifest first: a reader that finds no manifest finds no day.
    ///
    /// - Throws: `ETLError` with the code `tryLater` if somebody else is at it.
    func remove(_ seen: RemotePartition, from output: String, people: String?) async throws {
        let manifest = seen.places.manifest
        guard !seen.objects.isEmpty else { return }
        let steps = seen.objects.keys.filter { $0 != manifest }.sorted().map { key in
            ObjectIntent.Step(key: key, upload: nil, replaces: seen.objects[key]?.etag)
        }
        let intent = ObjectIntent(
            commit: Self.name(), machine: machine, partition: seen.partition, steps: steps, manifest: nil,
            replaces: seen.objects[manifest]?.etag, people: people)
        try await take(intent, seen.places, from: LocalPartition(seen.places, in: output))
    }

    /// Quarantine before data, and what goes behind them, so that the first that changes is new content wherever there
    /// is any.
    private static func order(_ uploads: [String: S3Upload], old: [String], places: PartitionPaths) -> [String] {
        uploads.keys.sorted { ($0 == places.quarantine ? 0 : 1, $0) < ($1 == places.quarantine ? 0 : 1, $1) }
            + old.sorted()
    }

    /// Uploads a file, once more where another machine that cleared up after itself has aborted it.
    func upload(_ key: String, file: LocalPartition.File, commit: String) async throws -> S3Upload {
        try await withThreeAttempts {
            try await store.upload(
                key, file: file.path, size: file.size, sha256: file.sha256, .gzip(commit: commit, isFinal: true))
        }
    }

    private static func name() -> String {
        (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined(separator: "-")
    }

    /// Whether no open intent names a commit; false where that cannot be seen.
    private func isNotTaken(_ commit: String, _ places: PartitionPaths) async -> Bool {
        do {
            return try await store.head(ObjectIntent.key(places))?.commit != commit
        } catch {
            return false
        }
    }

    /// Takes the partition's intent, and does what it says.
    private func take(
        _ intent: ObjectIntent, _ places: PartitionPaths, from folder: LocalPartition
    ) async throws {
        let key = ObjectIntent.key(places)
        guard let partition = intent.partition else { return }
        let there = try await store.bytes(of: key, limit: Files.mostBytesRead)
        if let there, !there.bytes.isEmpty { throw ObjectLakeError.busy(partition) }
        let taken = try await store.put(
            key, body: .bytes(try intent.encoded()), condition: verdict.condition(replacing: there?.facts.etag),
            attributes: .json(commit: intent.commit))
        guard case .written(let etag) = taken else { throw ObjectLakeError.busy(partition) }
        let held = HeldIntent(intent: intent, places: places, etag: etag)
        guard try await isOfTheList(intent) else {
            try await close(held)
            throw ForgottenList.outdated(partition)
        }
        guard try await standing(held) == .untouched else {
            try await close(held)
            throw ObjectLakeError.replaced(partition)
        }
        try await finish(held, from: folder)
    }

    /// Finishes the commit of an intent that somebody left, or drops it where something else was committed since.
    ///
    /// - Parameters:
    ///   - held: the intent.
    ///   - folder: the partition on this machine, if it is what the intent is to bring.
    /// - Throws: `ETLError` if the store cannot be asked, or somebody else finishes it at the same time.
    func settle(_ held: HeldIntent, from folder: LocalPartition?) async throws {
        switch try await standing(held) {
        case .untouched where try await isOutdated(held.intent): try await drop(held)
        case .untouched, .begun:
            do {
                try await finish(held, from: folder)
            } catch is LostUpload {
                // New quarantine beside old data would be a day that never was. Without its manifest it counts as never
                // written, and is asked for again.
                if try await standing(held) == .begun, held.intent.replaces != nil { try await removeManifest(held) }
                try await drop(held)
            }
        case .superseded: try await drop(held)
        }
    }

    func removeManifest(_ held: HeldIntent) async throws {
        try await remove(.init(key: held.places.manifest, upload: nil, replaces: held.intent.replaces), held)
    }

    /// Whether the rows were compared with the list of forgotten people as it is now.
    private func isOfTheList(_ intent: ObjectIntent) async throws -> Bool {
        try await store.head(ForgottenPeople.key)?.etag == intent.people
    }

    /// Whether rows would come that were compared with an older list; a removal brings none.
    private func isOutdated(_ intent: ObjectIntent) async throws -> Bool {
        guard intent.manifest != nil else { return false }
        return try await !isOfTheList(intent)
    }

    private func drop(_ held: HeldIntent) async throws {
        for step in held.intent.steps {
            if let upload = step.upload { try await store.abort(step.key, upload.id) }
        }
        try await close(held)
    }

    /// Says that nothing is left to do.
    func close(_ held: HeldIntent) async throws {
        let key = ObjectIntent.key(held.places)
        if verdict.deletesByVersion {
            _ = try await store.delete(key, ifMatch: held.etag)
        } else {
            _ = try await store.put(
                key, body: .bytes([]), condition: verdict.condition(replacing: held.etag), attributes: .json())
        }
    }

    /// How the partition's objects stand to an intent.
    private enum Standing { case untouched, begun, superseded }

    private func standing(_ held: HeldIntent) async throws -> Standing {
        guard let partition = held.intent.partition else { return .superseded }
        let now = try await RemotePartition(partition, in: store).versions
        let manifest = held.places.manifest
        let steps =
            held.intent.steps.map { ($0.key, $0.replaces, $0.upload != nil) }
            + [(manifest, held.intent.replaces, held.intent.manifest != nil)]
        var isForeign = false
        for (key, before, isWritten) in steps where now[key] != before {
            if isWritten, let facts = try await store.head(key), facts.commit == held.intent.commit { return .begun }
            // Another one of the same content is as good as ours.
            if isWritten || now[key] != nil { isForeign = true }
        }
        return isForeign ? .superseded : .untouched
    }
}

/// An intent that this process finishes.
struct HeldIntent: Sendable {
    let intent: ObjectIntent
    let places: PartitionPaths
    /// Its version in the store.
    let etag: String
}
