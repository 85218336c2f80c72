internal import ETL
internal import Foundation

/// What a commit is about to do to the output, written down before it is done, so that anybody can finish it.
///
/// Paths are relative to the output. Each step can be repeated: a rename whose source is gone was done before.
struct CommitIntent: Codable, Equatable {
    static let currentVersion = 1
    static let suffix = ".intent"

    struct Step: Codable, Equatable {
        enum Kind: String, Codable {
            case data, quarantine, manifest
            case removeQuarantine = "remove_quarantine"
            case removeOldData = "remove_old_data"
        }

        let kind: Kind
        /// What is renamed; nil for a removal.
        let staged: String?
        let target: String
    }

    var version = Self.currentVersion
    let report: String
    let source: String
    let day: String
    /// In the order in which they are taken; the manifest is last.
    let steps: [Step]
    /// What is of no use afterwards.
    let leftovers: [String]

    /// Reads an intent that some run left.
    init(reading path: String) throws {
        let bytes = try Files.contents(of: path) ?? []
        guard let intent = try? JSONDecoder().decode(CommitIntent.self, from: Data(bytes)),
            intent.version <= Self.currentVersion, intent.isConfined
        else {
            throw ETLError(
                .files, scope: .run, "The unfinished commit \(path) cannot be read",
                advice: "Finish it with the version of the program that began it, or delete the file and run again")
        }
        self = intent
    }

    init(partition: Partition, steps: [Step], leftovers: [String]) {
        report = partition.report
        source = partition.source
        day = partition.day.description
        self.steps = steps
        self.leftovers = leftovers
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Whether all paths lie within the output, each in the part of it that it belongs to.
    private var isConfined: Bool {
        let staged = steps.compactMap(\.staged) + leftovers
        return staged.allSatisfy { $0.hasPrefix(PartitionPlaces.stagingRoot + "/") && Self.isPlain($0) }
            && steps.allSatisfy { step in
                Self.isPlain(step.target)
                    && (step.target.hasPrefix("report=")
                        || step.target.hasPrefix(PartitionPlaces.quarantineRoot + "/report="))
            }
    }

    private static func isPlain(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
    }
}
