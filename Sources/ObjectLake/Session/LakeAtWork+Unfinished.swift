internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// What this machine had begun on a partition and did not end. All of it is to be called with the partition's lock.
extension LakeAtWork {
    /// Brings what was committed here of a partition to the store if that is as it was, and removes what lies here of it.
    ///
    /// - Returns: a sentence about what had to be dropped; nil if nothing was.
    /// - Throws: ``ETLError`` with the code `tryLater` if somebody else is at it: what lies here stays for a later run.
    @discardableResult
    func settle(_ partition: Partition, noted note: BegunNote) async throws -> String? {
        let places = try PartitionPaths(partition)
        if case .begun = note { try await (loader as any Lake).finishInterruptedCommits() }
        try await settleIntent(of: partition)
        let isBrought: Bool?
        switch note {
        case .none: return nil
        case .unreadable: isBrought = false
        case .begun(let work): isBrought = try await bringCommitted(partition, work)
        }
        if let isBrought { try work.setLost(!isBrought, places.stagedName) }
        try drop(places)
        return isBrought == false
            ? "What an earlier run had received of \(partition) was dropped: its files here are damaged, or the day or the list of forgotten people is another one since"
            : nil
    }

    /// Removes what lies here of a partition.
    func drop(_ places: PartitionPaths) throws {
        try RemotePartition.evict(places, from: work.output)
        try work.end(places.stagedName)
    }

    /// - Returns: whether what was committed here is in the store now; nil if nothing was.
    private func bringCommitted(_ partition: Partition, _ begun: BegunWork) async throws -> Bool? {
        let places = try PartitionPaths(partition)
        // What was not brought whole, or is as it was brought, was not committed here; a day that was about to be moved
        // names another source.
        guard let brought = begun.brought, let here = try Files.contents(of: "\(work.output)/\(places.manifest)"),
            RemotePartition.sha256(of: here) != brought,
            ManifestReading.read(here).manifest.map({ $0.partition == partition }) ?? true
        else { return nil }
        try await abortUploads(of: places)
        var now = try await RemotePartition(partition, in: store)
        _ = try await now.read(in: store)
        if now.manifestBytes == here { return true }
        guard now.versions == begun.versions, begun.people == people,
            (try? LocalPartition(places, in: work.output).files()) != nil
        else { return false }
        try await commit.publish(now, from: work.output, people: people)
        return true
    }

    /// Aborts uploads of a partition that a process of this machine had begun before it could say so. Another machine
    /// whose uploads go along makes them again.
    private func abortUploads(of places: PartitionPaths) async throws {
        for folder in [places.directory, places.quarantineDirectory] {
            try await store.forEachUploadPage(below: folder + "/") { page in
                for upload in page.uploads where places.isOwn(upload.key) {
                    try await store.abort(upload.key, upload.id)
                }
            }
        }
    }
}
