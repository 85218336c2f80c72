internal import ETL
internal import FlatFiles
internal import Foundation
internal import S3

/// What a commit is about to do to the objects of one partition. It lies in the store under a name that the partition
/// decides, before anything is done, so it is the partition's lock too: any process that finds it can finish the commit.
///
/// An intent that is finished is deleted, or becomes an empty object where a store deletes whatever version is there.
struct ObjectIntent: Codable, Equatable, Sendable {
    static let currentVersion = 1
    static let suffix = ".intent"
    /// Once it is this old by the store's clock, its writer counts as dead.
    static let longestLife = 600

    struct Step: Codable, Equatable, Sendable {
        let key: String
        /// The content, which is in the store already; nil for an object that goes.
        var upload: S3Upload?
        /// The version that is replaced or goes; nil where nothing is.
        let replaces: String?
    }

    var version = Self.currentVersion
    /// The commit's own name, which its objects carry.
    let commit: String
    /// Which machine's.
    let machine: String
    let report: String
    let source: String
    let day: String
    /// In the order in which they are taken; the manifest comes behind them.
    let steps: [Step]
    /// Nil if the partition goes.
    let manifest: String?
    /// The version of the manifest that is replaced; nil where nothing is.
    let replaces: String?
    /// The version of the list of forgotten people that the rows were compared with; nil without a list.
    let people: String?

    var partition: Partition? { Day(day).map { Partition(report: report, source: source, day: $0) } }

    /// The intent's own key.
    static func key(_ places: PartitionPaths) -> String {
        "\(PartitionPaths.stagingRoot)/\(places.stagedName)\(suffix)"
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Reads an intent.
    ///
    /// - Throws: `ETLError` for one that this version of the program cannot read.
    init(_ bytes: [UInt8], at url: String) throws {
        guard let intent = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            intent.version == Self.currentVersion, intent.isConfined
        else {
            throw ETLError(
                .files, "The unfinished commit \(url) cannot be read",
                advice: "Finish it with the version of the program that wrote it, or delete the object and run again "
                    + "for its day")
        }
        self = intent
    }

    init(
        commit: String, machine: String, partition: Partition, steps: [Step], manifest: [UInt8]?, replaces: String?,
        people: String?
    ) {
        self.people = people
        (self.commit, self.machine, self.steps, self.replaces) = (commit, machine, steps, replaces)
        (report, source, day) = (partition.report, partition.source, partition.day.description)
        self.manifest = manifest.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether all that it changes are objects of its own partition.
    private var isConfined: Bool {
        guard let partition, let places = try? PartitionPaths(partition) else { return false }
        return steps.allSatisfy { step in
            [places.directory, places.quarantineDirectory].contains { folder in
                step.key.hasPrefix(folder + "/") && !step.key.dropFirst(folder.count + 1).contains("/")
            } && step.key != places.manifest
        }
    }
}
