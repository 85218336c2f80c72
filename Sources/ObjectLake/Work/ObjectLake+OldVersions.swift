package import ETL
internal import FlatFiles
internal import S3

/// Versions that a bucket keeps of objects that were replaced or deleted. Who is to be forgotten is in them too.
extension ObjectLake {
    /// Removes those of partitions and of the records of runs.
    ///
    /// - Returns: what stays, because a lock keeps it or a right is missing.
    package func removeOldVersions(of partitions: [Partition]) async throws -> [LakeProblem] {
        var kept = try await removeOldVersions(below: PartitionPaths.runsRoot + "/") { _ in true }
        for partition in partitions {
            let places = try PartitionPaths(partition)
            for folder in [places.directory, places.quarantineDirectory] {
                kept += try await removeOldVersions(below: folder + "/", where: places.isKept)
            }
        }
        return kept
    }

    private func removeOldVersions(below prefix: String, where isWanted: (String) -> Bool) async throws -> [LakeProblem]
    {
        var old: [S3ObjectVersion] = []
        do {
            try await store.forEachVersionPage(below: prefix) { page in
                old += page.filter { !$0.isLatest && isWanted($0.key) }
            }
        } catch let error as ETLError {
            return [LakeProblem(path: prefix, what: "old versions cannot be looked for: \(error.message)")]
        }
        var kept: [LakeProblem] = []
        for version in old {
            do {
                try await store.deleteVersion(version)
            } catch let error as ETLError {
                kept.append(LakeProblem(path: version.key, what: "its version \(version.id) is kept: \(error.message)"))
            }
        }
        return kept
    }
}
