internal import ETL

/// Compares an output directory with what its manifests say.
enum OutputVerifier {
    /// Reads all of an output: checksums, counts, files without a manifest, manifests without their file, days that are
    /// there twice, and commits that were not finished. What is found is looked at again while nothing is committed.
    ///
    /// - Throws: ``ETLError`` if the directory cannot be read.
    static func verify(_ root: OutputRoot) throws -> VerifyReport {
        var report = VerifyReport()
        func check(_ path: String, _ body: (inout OutputCheck) throws -> Void) throws {
            func look() -> VerifyReport {
                var check = OutputCheck(root: root)
                do {
                    try body(&check)
                } catch {
                    let what = (error as? ETLError)?.message ?? "\(error)"
                    check.report.problems.append(LakeProblem(path: path, what: what))
                }
                return check.report
            }
            let found = look()
            report.add(found.isSound ? found : try CommitLock.whileReading(root, look))
        }
        for place in try PartitionWalk.directories(in: root) { try check(place) { try $0.partition(place) } }
        try check(".") { try $0.strays() }
        try check(".") { try $0.renamedSources() }
        try check(PartitionPlaces.quarantineRoot) { try $0.strays(below: PartitionPlaces.quarantineRoot) }
        try check(PartitionPlaces.stagingRoot) { try $0.staging() }
        return report
    }
}
