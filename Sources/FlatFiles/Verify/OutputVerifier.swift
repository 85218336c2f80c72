internal import ETL

/// What a check of an output directory found.
public struct VerifyReport: Sendable, Equatable {
    /// Partitions looked at.
    public var partitions = 0
    /// Data and quarantine files read.
    public var files = 0
    /// Rows counted.
    public var rows = 0
    /// Bytes of the data files.
    public var bytes = 0
    /// All that is not as it should be.
    public var problems: [OutputProblem] = []

    /// Whether nothing was found.
    public var isSound: Bool { problems.isEmpty }

    mutating func add(_ other: VerifyReport) {
        partitions += other.partitions
        files += other.files
        rows += other.rows
        bytes += other.bytes
        problems += other.problems
    }
}

/// Compares an output directory with what its manifests say.
public enum OutputVerifier {
    /// Reads all of an output directory: checksums, counts, files without a manifest, manifests without their file, days
    /// that are there twice, and commits that were not finished. What is found is looked at again while nothing is
    /// committed, so that a run at work is not taken for damage. Days of two sources may be the same only where a set of
    /// `named`, the sources of one pipeline file, has both; it is asked only where some are. Data files may have any of
    /// `formats`.
    ///
    /// - Throws: ``ETLError`` if the directory cannot be read.
    public static func verify(
        _ directory: String, formats: [RowFormat] = RowFormat.all, named: () throws -> [Set<String>] = { [] }
    ) throws -> VerifyReport {
        let root = try OutputRoot(existing: directory, formats: formats)
        var report = VerifyReport()
        func check(_ path: String, _ body: (inout OutputCheck) throws -> Void) throws {
            func look() -> VerifyReport {
                var check = OutputCheck(root: root)
                do {
                    try body(&check)
                } catch {
                    let what = (error as? ETLError)?.message ?? "\(error)"
                    check.report.problems.append(OutputProblem(path: path, what: what))
                }
                return check.report
            }
            let found = look()
            report.add(found.isSound ? found : try CommitLock.whileReading(root, look))
        }
        for place in try PartitionWalk.directories(in: root) { try check(place) { try $0.partition(place) } }
        try check(".") { try $0.strays() }
        try check(".") { try $0.renamedSources(named: named) }
        try check(PartitionPlaces.quarantineRoot) { try $0.strays(below: PartitionPlaces.quarantineRoot) }
        try check(PartitionPlaces.stagingRoot) { try $0.staging() }
        return report
    }
}
