internal import Disk
public import ETL

/// Where the files of a day lie that is followed and not over yet.
public enum OpenDays: String, Sendable, Codable, CaseIterable {
    /// Beside those of days that are final.
    case beside
    /// In a folder of their own, which readers of the output pass over.
    case apart
}

extension FlatFileOptions {
    /// The folder of days that are kept apart, below the output.
    static let apartName = "_open"

    /// The options for writing days apart from those that are final: in a folder below, of the same layout.
    public var apart: FlatFileOptions {
        var options = self
        options.listDirectory = directory
        options.directory = "\(directory)/\(Self.apartName)"
        return options
    }
}

extension FlatFileLoader {
    /// Removes the files of a day.
    public func remove(_ partition: Partition) throws {
        guard let root = try root() else { return }
        let (staging, places) = (try StagingArea(root, observer: observer), try PartitionPaths(partition))
        try root.confine(places)
        try staging.withCommitLock {
            try staging.unfinished.settle(places)
            try SliceStore.clear(places, in: root)
            // A reader that finds no manifest finds no day.
            try Files.remove(root.absolute(places.manifest))
            for directory in [places.directory, places.quarantineDirectory].map(root.absolute)
            where Files.isDirectory(directory) { try Files.removeDirectory(directory) }
        }
    }
}
