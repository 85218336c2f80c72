/// Finds the directories of partitions.
enum PartitionWalk {
    /// All `report=…/[source=…/]day=…` below a directory of the output, relative to the output, sorted.
    static func directories(in root: OutputRoot, below start: String = "") throws -> [String] {
        let reports = try children(of: start, in: root, key: "report")
        let sources = try reports.flatMap { try children(of: $0, in: root, key: "source") }
        return try (reports + sources).flatMap { try children(of: $0, in: root, key: "day") }.sorted()
    }

    private static func children(of directory: String, in root: OutputRoot, key: String) throws -> [String] {
        try Files.names(in: root.absolute(directory))
            .filter { $0.hasPrefix(key + "=") }
            .map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    }
}
