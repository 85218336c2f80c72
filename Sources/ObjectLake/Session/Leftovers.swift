internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// What killed processes left, in the store and on this machine: brought to its end, or removed.
struct Leftovers: Sendable {
    let lake: LakeAtWork
    let loader: FlatFileLoader

    /// Uploads that are this old, in seconds, belong to nobody.
    private static let oldUploads = 86_400

    /// Takes care of all of them.
    ///
    /// - Returns: sentences about what could not be brought to its end.
    func settle() async throws -> [String] {
        var notices: [String] = []
        try await loader.finishInterruptedCommits()
        for (name, work) in try lake.work.unfinished().sorted(by: { $0.key < $1.key }) {
            guard let partition = work.partition, let lock = try lake.work.lock(name) else { continue }
            try await settle(partition, work, lock, &notices)
        }
        try await settleIntents(&notices)
        try await abortOldUploads()
        return notices
    }

    /// Work of this machine: what was committed here is brought to the store if that is as it was.
    private func settle(
        _ partition: Partition, _ work: BegunWork, _ lock: LockedFile, _ notices: inout [String]
    ) async throws {
        let places = try PartitionPaths(partition)
        defer { lake.work.unlock(lock) }
        do {
            try await lake.settle(places, partition)
            try await abortUploads(of: places)
        } catch let error as ETLError where error.code == .tryLater {
            // Another machine commits the partition: it is in the store as that leaves it, and so are its uploads.
        }
        var now = try await RemotePartition(partition, in: lake.store)
        // What was not brought whole, or is as it was brought, was not committed here.
        if let brought = work.brought, let here = try Files.contents(of: "\(lake.work.output)/\(places.manifest)"),
            RemotePartition.sha256(of: here) != brought
        {
            _ = try await now.read(in: lake.store)
            let isThere = now.manifestBytes == here
            if !isThere, now.versions == work.versions, work.people == lake.people {
                try await lake.commit.publish(now, from: lake.work.output, people: lake.people)
                try lake.work.setLost(false, places.stagedName)
            } else if !isThere {
                try lake.work.setLost(true, places.stagedName)
                notices.append(
                    "What an earlier run had received of \(partition) was dropped: the day, or the list of forgotten people, is another one since"
                )
            }
        }
        try RemotePartition.evict(places, from: lake.work.output)
        try lake.work.end(places.stagedName)
    }

    /// Aborts uploads that a process of this machine had begun before it could say so.
    private func abortUploads(of places: PartitionPaths) async throws {
        for folder in [places.directory, places.quarantineDirectory] {
            try await lake.store.forEachUploadPage(below: folder + "/") { page in
                for upload in page.uploads { try await lake.store.abort(upload.key, upload.id) }
            }
        }
    }

    /// Commits that others left.
    private func settleIntents(_ notices: inout [String]) async throws {
        for object in try await lake.store.objects(below: "\(PartitionPaths.stagingRoot)/")
        where object.key.hasSuffix(ObjectIntent.suffix) && object.size > 0 {
            guard let found = try await lake.store.bytes(of: object.key, limit: Files.mostBytesRead),
                !found.bytes.isEmpty
            else { continue }
            do {
                let intent = try ObjectIntent(found.bytes, at: lake.store.url(of: object.key))
                guard let partition = intent.partition else { continue }
                let places = try PartitionPaths(partition)
                guard let lock = try lake.work.lock(places.stagedName) else { continue }
                defer { lake.work.unlock(lock) }
                try await lake.settle(places, partition)
            } catch let error as ETLError where error.code == .tryLater {
                continue
            } catch let error as ETLError where error.code == .files {
                notices.append("\(error.message). \(error.advice)")
            }
        }
    }

    private func abortOldUploads() async throws {
        var old: [S3PendingUpload] = []
        try await lake.store.forEachUploadPage(below: "") { page in
            guard let now = page.answeredAt else { return }
            old += page.uploads.filter { $0.initiated.map { now - $0 > Self.oldUploads } ?? false }
        }
        guard !old.isEmpty else { return }
        let named = try await namedUploads()
        for upload in old where !named.contains(upload.id) { try await lake.store.abort(upload.key, upload.id) }
    }

    private func namedUploads() async throws -> Set<String> {
        var named: Set<String> = []
        for object in try await lake.store.objects(below: "\(PartitionPaths.stagingRoot)/")
        where object.key.hasSuffix(ObjectIntent.suffix) && object.size > 0 {
            let found = try await lake.store.bytes(of: object.key, limit: Files.mostBytesRead)
            guard let found, let intent = try? ObjectIntent(found.bytes, at: "") else { continue }
            named.formUnion(intent.steps.compactMap(\.upload?.id))
        }
        return named
    }
}
