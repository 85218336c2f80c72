internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// What killed processes left, in the store and on this machine: brought to its end, or removed.
struct Leftovers: Sendable {
    let lake: LakeAtWork

    /// Uploads that are this old, in seconds, belong to nobody.
    private static let oldUploads = 86_400

    /// Takes care of all of them.
    ///
    /// - Returns: sentences about what could not be brought to its end.
    func settle() async throws -> [String] {
        var notices: [String] = []
        try await (lake.loader as any Lake).finishInterruptedCommits()
        for name in try lake.work.unfinished() {
            guard let lock = try lake.work.lock(WorkFolder.partition(ofNote: name)) else { continue }
            defer { lake.work.unlock(lock) }
            notices += try await settle(name)
        }
        notices += try await settleIntents()
        try await abortOldUploads()
        return notices
    }

    /// Work of this machine.
    private func settle(_ name: String) async throws -> [String] {
        let note = try lake.work.note(name)
        guard case .begun(let work) = note, let partition = work.partition,
            try PartitionPaths(partition).stagedName == name
        else {
            // Whose it is cannot be told from its name. What lies here of it goes when the partition is taken in hand.
            if case .unreadable = note { try lake.work.setLost(true, name) }
            try lake.work.end(name)
            return []
        }
        do {
            return try await [lake.settle(partition, noted: note)].compactMap(\.self)
        } catch let error as ETLError where error.code == .tryLater {
            // Another machine commits the partition: it is judged when that has ended.
            return []
        } catch let error as ETLError where error.isUnreadableIntent {
            return ["\(error.message). \(error.advice)"]
        }
    }

    /// Commits that others left.
    private func settleIntents() async throws -> [String] {
        var notices: [String] = []
        for object in try await lake.store.objects(below: "\(PartitionPaths.stagingRoot)/")
        where object.key.hasSuffix(ObjectIntent.suffix) && object.size > 0 {
            guard let found = try await lake.store.bytes(of: object.key, limit: Files.mostBytesRead),
                !found.bytes.isEmpty
            else { continue }
            do {
                let intent = try ObjectIntent(found.bytes, at: lake.store.url(of: object.key))
                guard let partition = intent.partition,
                    let lock = try lake.work.lock(PartitionPaths(partition).stagedName)
                else { continue }
                defer { lake.work.unlock(lock) }
                try await lake.settleIntent(of: partition)
            } catch let error as ETLError where error.code == .tryLater {
                continue
            } catch let error as ETLError where error.isUnreadableIntent {
                notices.append("\(error.message). \(error.advice)")
            }
        }
        return notices
    }

    /// Whether an upload is one that a lake makes: of a partition's file, or of a probe.
    private static func isOwn(_ key: String) -> Bool {
        if key.hasPrefix(PartitionPaths.stagingRoot + "/") { return true }
        var folder = ObjectLake.parent(of: key)
        if folder.hasPrefix(PartitionPaths.quarantineRoot + "/") {
            folder.removeFirst(PartitionPaths.quarantineRoot.count + 1)
        }
        guard let partition = PartitionPaths.partition(in: folder) else { return false }
        return (try? PartitionPaths(partition))?.isOwn(key) ?? false
    }

    private func abortOldUploads() async throws {
        var old: [S3PendingUpload] = []
        try await lake.store.forEachUploadPage(below: "") { page in
            guard let now = page.answeredAt else { return }
            old += page.uploads.filter { upload in
                Self.isOwn(upload.key) && upload.initiated.map { now - $0 > Self.oldUploads } ?? false
            }
        }
        // Nobody knows what an intent names that cannot be read.
        guard !old.isEmpty, let intents = try? await lake.intents() else { return }
        let named = Set(intents.flatMap { $0.steps.compactMap(\.upload?.id) })
        for upload in old where !named.contains(upload.id) { try await lake.store.abort(upload.key, upload.id) }
    }
}

extension ETLError {
    /// Whether one partition's intent cannot be read; a store that fails does so for the whole run.
    fileprivate var isUnreadableIntent: Bool { code == .files && scope != .run }
}
