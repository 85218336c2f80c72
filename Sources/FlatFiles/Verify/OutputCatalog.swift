public import ETL

/// What is in an output directory, by its manifests.
public enum OutputCatalog {
    /// A partition with its manifest.
    public struct Entry: Sendable, Equatable {
        /// Its directory, relative to the output.
        public let directory: String
        /// The manifest.
        public let manifest: Manifest

        /// The partition as the stages of a run see it.
        public var committed: CommittedPartition { manifest.committed(change: nil, location: nil) }
    }

    /// A directory's content.
    public struct Listing: Sendable, Equatable {
        /// By report, source and day.
        public let entries: [Entry]
        /// Partitions that cannot be relied on: their manifest is damaged, or their files are not there.
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
            func report(_ what: String) { damaged.append(OutputProblem(path: path, what: what)) }
            do {
                switch try VisiblePartition.read(place, in: root) {
                case .absent: continue
                case .whole(let manifest): entries.append(Entry(directory: place, manifest: manifest))
                case .broken(let reason): report(reason)
                case .newer(let version): report(OutputProblem.newer(version))
                }
            } catch let error as ETLError {
                report(error.message)
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
public struct OutputProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where, relative to the output.
    public let path: String
    /// What, in words for people.
    public let what: String

    /// `report=cdr_1/source=bogota/day=2026-10-01/_manifest.json: the manifest is damaged`.
    public var description: String { "\(path): \(what)" }

    static func newer(_ version: Int) -> String {
        "the manifest was written by a newer version of the program (format_version \(version))"
    }
}
