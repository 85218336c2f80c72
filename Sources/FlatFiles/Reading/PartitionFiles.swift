internal import Disk
package import ETL

/// The files of a committed partition, for those who look at its rows.
package struct PartitionFiles: Sendable {
    private let root: OutputRoot
    private let places: PartitionPlaces

    /// The files of a partition of an output directory.
    package init(of partition: Partition, in directory: String) throws {
        root = try OutputRoot(existing: directory)
        places = try PartitionPlaces(partition)
    }

    /// The files of a partition that was found in a listing.
    package init(_ entry: OutputCatalog.Entry, in directory: String) throws {
        guard let partition = entry.manifest.partition else {
            throw ETLError(.files, "\(entry.directory) tells of no day", advice: "Run the pipeline again for it")
        }
        try self.init(of: partition, in: directory)
    }

    /// Hands over the lines of the data file, as they stand in it, a CSV's header among them.
    package func forEachRow(_ body: ([UInt8]) throws -> Void) throws {
        guard case .found(let manifest) = try ManifestReading.read(root.absolute(places.manifest)),
            let file = manifest.file
        else { return }
        var reader = try LineReader(of: root.absolute("\(places.directory)/\(file)"), root.lines(of: file))
        while let lines = try reader.nextPiece() { try lines.forEach(body) }
    }

    /// Hands over the rows in quarantine.
    package func forEachQuarantinedRow(_ body: (QuarantinedRow) throws -> Void) throws {
        let path = root.absolute(places.quarantine)
        guard try Files.status(path) != nil else { return }
        var reader = try LineReader(of: path)
        while let lines = try reader.nextPiece() {
            for line in lines {
                guard let row = QuarantinedRow(line) else {
                    throw ETLError(
                        .data, "\(path) has a line that is no quarantined row",
                        advice: "Run the pipeline again for its day")
                }
                try body(row)
            }
        }
    }
}
