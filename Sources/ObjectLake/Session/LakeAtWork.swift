internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// What all work on one lake of an object store shares.
struct LakeAtWork: Sendable {
    let store: any ObjectStore
    let work: WorkFolder
    /// What writes to the folder on this machine.
    let loader: FlatFileLoader
    let verdict: S3Verdict
    /// The version of the list of forgotten people when the work began; nil if there was none.
    var people: String?

    var commit: ObjectCommit { ObjectCommit(store: store, machine: work.machine, verdict: verdict) }

    /// The manifest of a partition that is there.
    ///
    /// - Throws: ``ETLError`` if a newer version of the program wrote it.
    func manifest(of partition: Partition) async throws -> Manifest? {
        var remote = try await RemotePartition(partition, in: store)
        let reading = try await remote.read(in: store)
        guard case .newer(let version) = reading else { return reading.manifest }
        throw ManifestReading.newer(store.url(of: remote.places.manifest), version: version)
    }

    /// Where a partition's data file is; nil if it has none.
    func location(of manifest: Manifest) throws -> String? {
        guard let file = manifest.file, let partition = manifest.partition else { return nil }
        return store.url(of: "\(try PartitionPaths(partition).directory)/\(file)")
    }

    /// Takes a partition in hand: what killed work left of it is brought to its end first, and it lies on this machine as
    /// it is in the store.
    ///
    /// - Throws: ``ETLError`` with the code `tryLater` if somebody else is at it.
    func takeInHand(_ partition: Partition) async throws -> PartitionInHand {
        let places = try PartitionPaths(partition)
        guard let lock = try work.lock(places.stagedName) else { throw ObjectLakeError.busy(partition) }
        do {
            try await settle(partition, noted: try work.note(places.stagedName))
            return PartitionInHand(lake: self, lock: lock, seen: try await bring(partition))
        } catch {
            work.unlock(lock)
            throw error
        }
    }

    /// Brings a partition here, as it is in the store.
    private func bring(_ partition: Partition) async throws -> RemotePartition {
        let places = try PartitionPaths(partition)
        do {
            return try await withThreeAttempts {
                var seen = try await RemotePartition(partition, in: store)
                var begun = BegunWork(seen, people: people)
                try work.begin(begun, named: places.stagedName)
                try await seen.bring(from: store, to: work.output)
                begun.brought = seen.broughtManifest
                try work.begin(begun, named: places.stagedName)
                return seen
            }
        } catch {
            try? drop(places)
            throw error
        }
    }

    /// Finishes or drops what somebody began to commit of a partition, as far as nobody is at it. To be called
    /// with the partition's lock.
    ///
    /// - Throws: ``ETLError`` with the code `tryLater` if somebody is at it.
    func settleIntent(of partition: Partition) async throws {
        let places = try PartitionPaths(partition)
        let key = ObjectIntent.key(places)
        guard let there = try await store.bytes(of: key, limit: Files.mostBytesRead), !there.bytes.isEmpty else {
            return
        }
        let intent = try ObjectIntent(there.bytes, at: store.url(of: key))
        let isDead = intent.machine == work.machine || (there.facts.age ?? 0) > ObjectIntent.longestLife
        guard isDead else { throw ObjectLakeError.busy(partition) }
        let folder = LocalPartition(places, in: work.output)
        let isHere = intent.manifest != nil && (try? folder.manifestBytes()) == intent.manifest.map { Array($0.utf8) }
        try await commit.settle(
            HeldIntent(intent: intent, places: places, etag: there.facts.etag), from: isHere ? folder : nil)
    }

    /// All commits that are under way, or were left.
    ///
    /// - Throws: ``ETLError`` for one that cannot be read.
    func intents() async throws -> [ObjectIntent] {
        var intents: [ObjectIntent] = []
        for object in try await store.objects(below: "\(PartitionPaths.stagingRoot)/")
        where object.key.hasSuffix(ObjectIntent.suffix) && object.size > 0 {
            let found = try await store.bytes(of: object.key, limit: Files.mostBytesRead)
            guard let found, !found.bytes.isEmpty else { continue }
            intents.append(try ObjectIntent(found.bytes, at: store.url(of: object.key)))
        }
        return intents
    }
}
