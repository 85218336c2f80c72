/// Finds the directories of partitions.
enum PartitionWalk {
    /// All `report=…/source=…/day=…` below a directory of the output, and all `report=…/day=…` of the layout of version
    /// 0.1, relative to the output, sorted.
    static func directories(in root: OutputRoot, below start: String = "") throws -> [String] {
        let reports = try children(of: start, in: root, key: "report")
        let sources = try reports.flatMap { try children(of: $0, in: root, key: "source") }
        return try (reports + sources).flatMap { try children(of: $0, in: root, key: "day") }.sorted()
    }

    /// Those of the layout of version 0.1, which has no level for the source.
    static func outdated(in root: OutputRoot, below start: String = "") throws -> [String] {
        try children(of: start, in: root, key: "report").flatMap { try children(of: $0, in: root, key: "day") }.sorted()
    }

    /// The names of the sources that a report has days of, sorted.
    static func sources(of report: String, in root: OutputRoot) throws -> [String] {
        try Files.names(in: root.absolute("report=\(report)")).filter { $0.hasPrefix("source=") }
            .map { String($0.dropFirst("source=".count)) }.filter(SafeName.isSafe).sorted()
    }

    private static func children(of directory: String, in root: OutputRoot, key: String) throws -> [String] {
        try Files.names(in: root.absolute(directory))
            .filter { $0.hasPrefix(key + "=") }
            .map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    }
}
