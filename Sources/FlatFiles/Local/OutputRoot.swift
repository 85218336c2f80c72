internal import Disk
package import ETL
internal import Foundation

/// The directory that all output lies in, and the fence around it.
struct OutputRoot: Sendable {
    /// Its path without links.
    let path: String
    /// The formats that its files may have.
    let formats: [RowFormat]
    /// The directory with the list of forgotten people.
    let listPath: String

    /// An output directory, made with its parents if it is missing; each new name is on the disk before anything is
    /// written in it.
    init(creating path: String, formats: [RowFormat] = RowFormat.all, listIn list: String? = nil) throws {
        try Self.makeDirectories(path, below: path.hasPrefix("/") ? "" : ".")
        try self.init(existing: path, formats: formats, listIn: list)
    }

    /// An output directory that must be there.
    init(existing path: String, formats: [RowFormat] = RowFormat.all, listIn list: String? = nil) throws {
        guard !path.isEmpty, let resolved = Files.resolved(path) else {
            throw FileFailure.error("find the directory", path, code: path.isEmpty ? ENOENT : errno)
        }
        guard try Files.status(resolved)?.kind == .directory else {
            throw ETLError(
                .files, "\(path) is not a folder", advice: "Name the folder that a pipeline writes to.")
        }
        self.path = resolved
        listPath = list ?? resolved
        self.formats = formats
    }

    /// The path of something within.
    func absolute(_ relative: String) -> String { "\(path)/\(relative)" }

    /// The format of a data file, by its name; nil if it has none of them.
    func format(of file: String) -> RowFormat? { formats.first { file.hasSuffix($0.suffix) } }

    /// How rows lie in a data file.
    func lines(of file: String) -> LineRule { format(of: file)?.lines ?? LineRule() }

    /// Refuses a directory that a symbolic link leads out of the output.
    func confine(_ directory: String) throws {
        var part = path
        for name in directory.split(separator: "/") {
            part += "/\(name)"
            guard let found = try Files.status(part) else { return }
            guard found.kind == .link else { continue }
            guard let target = Files.resolved(part), target == path || target.hasPrefix(path + "/") else {
                throw ETLError(
                    .files, "\(part) is a symbolic link that leads out of \(path)",
                    remedy: .outsideLink)
            }
        }
    }

    /// Refuses a partition whose directories a symbolic link leads out of the output.
    func confine(_ places: PartitionPaths) throws {
        try confine(places.directory)
        try confine(places.quarantineDirectory)
    }

    /// Makes a directory and those above it, and has each new name on the disk.
    func makeDirectories(_ directory: String, mode: UInt32 = 0o777) throws {
        try confine(directory)
        try Self.makeDirectories(directory, below: path, mode: mode)
    }

    private static func makeDirectories(_ path: String, below start: String, mode: UInt32 = 0o777) throws {
        var made = start
        for name in path.split(separator: "/") {
            let parent = made.isEmpty ? "/" : made
            made += "/\(name)"
            if try Files.makeDirectory(made, mode: mode) { try Files.syncDirectory(parent) }
        }
    }
}

/// Where the files of a partition lie, relative to the output.
package struct PartitionPaths: Sendable {
    /// The folder of quarantine files.
    package static let quarantineRoot = "_quarantine"
    /// The folder of unfinished work.
    package static let stagingRoot = "_staging"
    /// The folder of run records.
    package static let runsRoot = "_runs"
    static let manifestName = "_manifest.json"

    /// The name of a partition's data file.
    static func dataName(_ report: String, day: String, format: RowFormat) -> String {
        "\(report)-\(day)\(format.suffix)"
    }

    /// The partition that belongs in a directory of the output; nil for any other directory.
    package static func partition(in directory: String) -> Partition? {
        let levels = directory.split(separator: "/").map(String.init)
        guard levels.count == 3, zip(levels, Partition.keys).allSatisfy({ $0.hasPrefix($1 + "=") }) else { return nil }
        let values = zip(levels, Partition.keys).map { String($0.dropFirst($1.count + 1)) }
        return Day(values[2]).map { Partition(report: values[0], source: values[1], day: $0) }
    }

    /// `report=cdr_1/source=bogota/day=2026-10-01`.
    package let directory: String
    /// `cdr_1-2026-10-01`, before the endings.
    let stem: String
    /// What the partition's files in a run's staging directory begin with.
    package let stagedName: String

    /// The places of a partition.
    ///
    /// - Throws: ``ETLError`` for names that cannot be parts of paths.
    package init(_ partition: Partition) throws {
        try SafeName.check(partition.report, as: "The report's name")
        try SafeName.check(partition.source, as: "The source's name")
        let levels = ["report=\(partition.report)", "source=\(partition.source)", "day=\(partition.day)"]
        directory = levels.joined(separator: "/")
        stem = "\(partition.report)-\(partition.day)"
        stagedName = levels.joined(separator: ",")
    }

    /// The name of the data file in a format.
    package func data(_ format: RowFormat) -> String { stem + format.suffix }
    /// The manifest.
    package var manifest: String { "\(directory)/\(Self.manifestName)" }
    /// The folder of the quarantine file.
    package var quarantineDirectory: String { "\(Self.quarantineRoot)/\(directory)" }
    /// The quarantine file.
    package var quarantine: String { "\(quarantineDirectory)/\(data(.ndjson))" }
}
