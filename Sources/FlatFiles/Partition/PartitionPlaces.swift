internal import ETL

/// Where the files of a partition lie, relative to the output.
struct PartitionPlaces: Sendable {
    static let quarantineRoot = "_quarantine"
    static let stagingRoot = "_staging"
    static let runsRoot = "_runs"
    static let manifestName = "_manifest.json"

    /// The name of a partition's data file.
    static func dataName(_ report: String, _ day: String, _ format: RowFormat) -> String {
        "\(report)-\(day)\(format.suffix)"
    }

    /// The partition that belongs in a directory of the output; nil for any other directory.
    static func partition(in directory: String) -> Partition? {
        let levels = directory.split(separator: "/").map(String.init)
        guard levels.count == 3, zip(levels, Partition.keys).allSatisfy({ $0.hasPrefix($1 + "=") }) else { return nil }
        let values = zip(levels, Partition.keys).map { String($0.dropFirst($1.count + 1)) }
        return Day(values[2]).map { Partition(report: values[0], source: values[1], day: $0) }
    }

    /// `report=cdr_1/source=bogota/day=2026-10-01`.
    let directory: String
    /// `cdr_1-2026-10-01`, before the endings.
    let stem: String
    /// What the partition's files in a run's staging directory begin with.
    let stagedName: String

    init(_ partition: Partition) throws {
        try SafeName.check(partition.report, as: "The report's name")
        try SafeName.check(partition.source, as: "The source's name")
        let levels = ["report=\(partition.report)", "source=\(partition.source)", "day=\(partition.day)"]
        directory = levels.joined(separator: "/")
        stem = "\(partition.report)-\(partition.day)"
        stagedName = levels.joined(separator: ",")
    }

    func data(_ format: RowFormat) -> String { stem + format.suffix }
    var manifest: String { "\(directory)/\(Self.manifestName)" }
    var quarantineDirectory: String { "\(Self.quarantineRoot)/\(directory)" }
    var quarantine: String { "\(quarantineDirectory)/\(data(.ndjson))" }
}
