internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import Foundation

/// What a commit is about to do to the output, written down before it is done, so that any later run can finish it.
///
/// Paths are relative to the output. Each step can be repeated: a rename whose source is gone was done before. The file
/// is one line of JSON and one with its SHA-256, so that a damaged one is never believed.
struct CommitIntent: Codable, Equatable {
    /// Version 1 had neither hashes nor a second line.
    static let currentVersion = 2
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
        /// Length of what is renamed.
        var bytes: Int?
        /// Its SHA-256 in hexadecimal.
        var sha256: String?
    }

    var version = Self.currentVersion
    let report: String
    let source: String
    let day: String
    /// In the order in which they are taken; the manifest is last.
    let steps: [Step]
    /// Files that are not needed afterwards.
    let leftovers: [String]
    /// SHA-256 of the manifest that was visible before; nil if none was.
    var replaces: String?

    init(partition: Partition, steps: [Step], leftovers: [String], replaces: String?) {
        report = partition.report
        source = partition.source
        day = partition.day.description
        self.steps = steps
        self.leftovers = leftovers
        self.replaces = replaces
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(self)
        return Array(json) + [0x0A] + Array(SHA256.hash(data: json).hexadecimal.utf8) + [0x0A]
    }

    var partition: Partition? { Day(day).map { Partition(report: report, source: source, day: $0) } }
}

extension CommitIntent {
    /// What was found in an intent's place.
    enum Reading {
        case found(CommitIntent)
        /// A newer version of the program wrote it.
        case newer(version: Int)
        case damaged
    }

    /// Reads an intent that some run left.
    static func read(_ path: String) -> Reading {
        guard let bytes = try? Files.contents(of: path, most: mostBytes) else { return .damaged }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let json = Data(lines[0])
        struct Version: Decodable {
            let version: Int
        }
        guard let version = try? JSONDecoder().decode(Version.self, from: json).version else { return .damaged }
        let isSigned = lines.count > 1 && lines[1].elementsEqual(SHA256.hash(data: json).hexadecimal.utf8)
        if version > currentVersion { return isSigned ? .newer(version: version) : .damaged }
        guard isSigned || version == 1, let intent = try? JSONDecoder().decode(CommitIntent.self, from: json),
            intent.isConfined
        else { return .damaged }
        return .found(intent)
    }

    private static let mostBytes = 1 << 20

    /// Whether all that it changes are the files of its own partition.
    private var isConfined: Bool {
        guard partition != nil, SafeName.isSafe(report), SafeName.isSafe(source), steps.last?.kind == .manifest else {
            return false
        }
        let places = ["report=\(report)/day=\(day)", "report=\(report)/source=\(source)/day=\(day)"]
        let hidden = places.map { "\(PartitionPaths.quarantineRoot)/\($0)" }
        let staged = steps.compactMap(\.staged) + leftovers
        return staged.allSatisfy { $0.hasPrefix(PartitionPaths.stagingRoot + "/") && Self.isPlain($0) }
            && steps.allSatisfy { step in
                Self.isPlain(step.target) && (places + hidden).contains(Files.parent(of: step.target))
                    && (step.bytes ?? 0) >= 0
                    && (step.staged == nil) == [.removeQuarantine, .removeOldData].contains(step.kind)
            }
    }

    private static func isPlain(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
    }
}
