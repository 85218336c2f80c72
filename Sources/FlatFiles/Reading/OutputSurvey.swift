internal import Disk
package import ETL

/// A look at single partitions of an output directory, and at the layout that they lie in, without reading all of it.
package struct OutputSurvey: Sendable {
    private let root: OutputRoot

    /// A look at a directory; nil where there is none yet.
    package init?(of directory: String) throws {
        guard Files.resolved(directory) != nil else { return nil }
        root = try OutputRoot(existing: directory)
    }

    /// The days that lie in the layout of version 0.1, without a level for the source; relative to the output, sorted.
    package func outdatedDays() throws -> [String] { try PartitionWalk.outdated(in: root) }

    /// Returns what the manifest in a partition's folder says; nil where there is none that can be relied on.
    package func manifest(of partition: Partition) throws -> Manifest? {
        let places = try PartitionPlaces(partition)
        return try ManifestReading.read(root.absolute(places.manifest)).manifest
    }

    /// Returns the names of the sources that a report has days of.
    package func sources(of report: String) throws -> [String] { try PartitionWalk.sources(of: report, in: root) }
}
