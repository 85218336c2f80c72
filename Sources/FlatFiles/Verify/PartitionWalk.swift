internal import Disk
internal import ETL

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
            .map { String($0.dropFirst("source=".count)) }.filter { SafeName.isSafe($0) }.sorted()
    }

    private static func children(of directory: String, in root: OutputRoot, key: String) throws -> [String] {
        try Files.names(in: root.absolute(directory))
            .filter { $0.hasPrefix(key + "=") }
            .map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    }

    /// All files, links and other things that are not directories, in the folders of reports below a directory of the
    /// output, where globs begin; relative to the output. What readers pass over is left out; links are not followed.
    static func files(in root: OutputRoot, below start: String = "") throws -> [String] {
        var found: [String] = []
        var open = try children(of: start, in: root, key: "report")
        while let path = open.popLast() {
            switch try Files.status(root.absolute(path))?.kind {
            case .directory: open += try Files.names(in: root.absolute(path)).map { "\(path)/\($0)" }
            case .file, .link, .other: found.append(path)
            case nil: continue
            }
        }
        return found.filter { !isPassedOver($0.split(separator: "/").last ?? "") }.sorted()
    }

    /// Whether no reader takes a name for data: hidden files of a desktop or a network file system, marks of other
    /// tools. A glob for `*.gz` reads a file whatever its name begins with.
    static func isPassedOver(_ name: Substring) -> Bool {
        (name.hasPrefix(".") || name.hasPrefix("_")) && !name.hasSuffix(".gz")
    }
}
