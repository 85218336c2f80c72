/// What there is in a lake, by its manifests.
public struct LakeListing: Sendable, Equatable {
    /// The manifests of partitions that can be relied on, by report, source and day.
    public var manifests: [Manifest]
    /// What is wrong with the others: their manifest is damaged, or their files are not there.
    public var damaged: [LakeProblem]

    /// A listing.
    public init(manifests: [Manifest] = [], damaged: [LakeProblem] = []) {
        self.manifests = manifests
        self.damaged = damaged
    }
}

/// Something in a lake that is not as it should be.
public struct LakeProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where, relative to the lake.
    public let path: String
    /// What, in words for people.
    public let what: String
    /// The partition that it makes useless, where that is known.
    public var partition: Partition?
    /// The renaming of a source that explains it, where there is one.
    public var renaming: Renaming?

    /// A source that seems to have another name than before: its days can be moved.
    public struct Renaming: Sendable, Hashable {
        /// Where the lake is.
        public var directory: String
        /// The name that the source had.
        public var old: String
        /// The name that it has.
        public var new: String

        /// A renaming.
        public init(directory: String, old: String, new: String) {
            self.directory = directory
            self.old = old
            self.new = new
        }
    }

    /// A problem.
    public init(path: String, what: String, partition: Partition? = nil, renaming: Renaming? = nil) {
        self.path = path
        self.what = what
        self.partition = partition
        self.renaming = renaming
    }

    /// `report=cdr_1/source=bogota/day=2026-10-01/_manifest.json: the manifest is damaged`.
    public var description: String { "\(path): \(what)" }
}

/// What a check of a lake found.
public struct VerifyReport: Sendable, Equatable {
    /// Partitions looked at.
    public var partitions = 0
    /// Data and quarantine files read.
    public var files = 0
    /// Rows counted.
    public var rows = 0
    /// Bytes of the data files.
    public var bytes = 0
    /// All that is not as it should be.
    public var problems: [LakeProblem] = []

    /// A report without a finding.
    public init() {}

    /// Whether nothing was found.
    public var isSound: Bool { problems.isEmpty }

    /// Adds what was found elsewhere.
    public mutating func add(_ other: VerifyReport) {
        partitions += other.partitions
        files += other.files
        rows += other.rows
        bytes += other.bytes
        problems += other.problems
    }
}

/// What became of days that were to be moved.
public struct RelocationReport: Sendable, Equatable {
    /// Days that were moved.
    public var moved = 0
    /// Days that were there twice with the same content; the old copy was removed.
    public var merged = 0
    /// Days that stayed where they were, and why.
    public var left: [LakeProblem] = []

    /// A report of nothing.
    public init() {}

    package mutating func add(_ other: RelocationReport) {
        moved += other.moved
        merged += other.merged
        left += other.left
    }
}
