internal import ETL

/// What is in an output directory, by its manifests.
public enum OutputCatalog {
    /// A partition with its manifest.
    public struct Entry: Sendable, Equatable {
        /// Its directory, relative to the output.
        public let directory: String
        /// The manifest.
        public let manifest: Manifest
    }

    /// A directory's content.
    public struct Listing: Sendable, Equatable {
        /// By report, source and day.
        public let entries: [Entry]
        /// Manifests that cannot be relied on.
        public let damaged: [OutputProblem]
    }

    /// Lists the partitions of an output directory.
    ///
    /// - Throws: ``ETLError`` if the directory cannot be read.
    public static func partitions(in directory: String) throws -> Listing {
        let root = try OutputRoot(existing: directory)
        var entries: [Entry] = []
        var damaged: [OutputProblem] = []
        for place in try PartitionWalk.directories(in: root) {
            let path = "\(place)/\(PartitionPlaces.manifestName)"
            switch try ManifestReading.read(root.absolute(path)) {
            case .absent: continue
            case .found(let manifest): entries.append(Entry(directory: place, manifest: manifest))
            case .damaged(let reason):
                damaged.append(OutputProblem(path: path, what: "the manifest is damaged: \(reason)"))
            }
        }
        entries.sort {
            ($0.manifest.report, $0.manifest.source, $0.manifest.day) < (
                $1.manifest.report, $1.manifest.source, $1.manifest.day
            )
        }
        return Listing(entries: entries, damaged: damaged)
    }
}

/// Something in an output directory that is not as it should be.
public struct OutputProblem: Sendable, Equatable, CustomStringConvertible {
    /// Where, relative to the output.
    public let path: String
    /// What, in words for people.
    public let what: String

    /// `report=cdr_1/day=2026-10-01/_manifest.json: the manifest is damaged`.
    public var description: String { "\(path): \(what)" }
}
