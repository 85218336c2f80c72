internal import Disk
package import ETL
internal import FlatFiles
internal import Foundation
internal import S3

/// The objects of a lake are compared with what its manifests say, one partition on this machine at a time.
extension ObjectLake {
    /// Looks at everything. A difference counts only if the objects are the same on a second look and no commit of the
    /// partition is under way.
    package func verify() async throws -> VerifyReport {
        var report = VerifyReport()
        var sources = RenamedSources()
        try await forEachPartition { places in
            for place in places {
                let (found, manifest) = try await verify(place)
                report.add(found)
                if let manifest { sources.add(manifest) }
            }
        }
        report.problems += try await strays()
        report.problems += try await unfinished()
        if sources.hasPairs {
            report.problems += sources.problems(
                in: "\(store.location)", namedTogether: try await sourcesNamedTogether())
        }
        return report
    }

    private func verify(_ place: RemotePartition) async throws -> (VerifyReport, Manifest?) {
        var place = place
        for attempt in 1... {
            do {
                let found = try await look(at: place)
                if found.0.isSound { return found }
                let now = try await RemotePartition(place.partition, in: store)
                let isStill = now.versions == place.versions
                let isBusy = try await isBeingCommitted(place)
                if isStill, !isBusy || attempt >= 20 { return found }
                place = now
                if isBusy { try await Task.sleep(for: .milliseconds(250)) }
            } catch let error as ETLError where error.code == .tryLater && attempt < 20 {
                place = try await RemotePartition(place.partition, in: store)
            }
        }
        return (VerifyReport(), nil)
    }

    private func look(at place: RemotePartition) async throws -> (VerifyReport, Manifest?) {
        try await withFolder("object-lake-verify") { copy in
            var place = place
            try await place.bring(from: store, to: copy.options.directory)
            return (try copy.verify(), try copy.manifest(of: place.partition))
        }
    }

    /// Objects that readers of the lake, or of its quarantine, would take for data though no partition holds them.
    private func strays() async throws -> [LakeProblem] {
        var problems: [LakeProblem] = []
        for root in ["", PartitionPaths.quarantineRoot + "/"] {
            try await store.forEachPage(below: root + "report=") { page in
                for object in page.objects where try Self.isStray(String(object.key.dropFirst(root.count))) {
                    problems.append(LakeProblem(path: object.key, what: "not listed in any manifest"))
                }
            }
        }
        return problems
    }

    /// Whether readers would take an object for data that is no file of a partition. Marks of folders, and what begins with
    /// a dot or an underscore, they pass over.
    private static func isStray(_ key: String) throws -> Bool {
        let name = key.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        if name.isEmpty || PartitionWalk.isPassedOver(name) { return false }
        guard let partition = PartitionPaths.partition(in: parent(of: key)) else { return true }
        return try !RowFormat.all.map(PartitionPaths(partition).data).contains(String(name))
    }

    private func unfinished() async throws -> [LakeProblem] {
        try await store.objects(below: "\(PartitionPaths.stagingRoot)/")
            .filter { $0.key.hasSuffix(ObjectIntent.suffix) && $0.size > 0 }
            .map { LakeProblem(path: $0.key, what: "a commit was not finished: run the pipeline again") }
    }
}
