import ETL

/// How `run` is started for a pipeline.
struct Invocation: Hashable, Sendable {
    /// The pipeline file, as it was named.
    var pipelineFile: String
    /// The folder in which it is named so; nil where that is the current one.
    var directory: String?
    /// All reports of the file, sorted; nil where nobody knows.
    var reports: [String]?
    /// All sources of the file, sorted.
    var sources: [String]?

    /// Returns the arguments of the program that ask for a block.
    func arguments(for block: FillBlock) -> [String] {
        // A file's name that looks like a flag would be taken for one.
        var words = ["run", pipelineFile.hasPrefix("-") ? "./" + pipelineFile : pipelineFile]
        if block.days.lowerBound == block.days.upperBound {
            words += ["--day", "\(block.days.lowerBound)"]
        } else {
            words += ["--from", "\(block.days.lowerBound)", "--to", "\(block.days.upperBound)"]
        }
        if block.reports != reports { words += block.reports.flatMap { ["--report", $0] } }
        if block.sources != sources { words += block.sources.flatMap { ["--source", $0] } }
        return words
    }
}

/// A command that asks for days that are not as they should be.
struct FillCommand: Hashable, Sendable {
    /// The folder to be in; nil for the current one.
    var directory: String?
    /// The program's arguments.
    var arguments: [String]

    /// The command as a shell takes it.
    var text: String {
        let run = (["wolkvox-etl"] + arguments).map(Self.quoted).joined(separator: " ")
        return directory.map { "cd \(Self.quoted($0)) && \(run)" } ?? run
    }

    /// Returns a word as a shell takes it, in quotes where it needs them.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "_@%+=:,./-".utf8.contains(byte)
        }
        return plain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}

extension FillCommand: Encodable {
    private enum CodingKeys: CodingKey {
        case directory, arguments, command
    }

    func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encodeIfPresent(directory, forKey: .directory)
        try keys.encode(arguments, forKey: .arguments)
        try keys.encode(text, forKey: .command)
    }
}

/// The commands that fill gaps, and the days for which nobody knows one.
struct FillCommands: Sendable {
    /// The commands, oldest days first.
    private(set) var commands: [FillCommand] = []
    /// Reports whose pipeline file is not known.
    private(set) var unknown: [RunHistory.Table] = []

    /// Makes as few commands as merging finds.
    ///
    /// - Parameters:
    ///   - partitions: the days to ask for.
    ///   - current: the current folder.
    ///   - invocation: how a report is run; nil where that is not known.
    init(
        for partitions: some Sequence<Partition>, in current: String,
        by invocation: (RunHistory.Table) -> Invocation?
    ) {
        var groups: [Invocation?: [Partition]] = [:]
        var known: [RunHistory.Table: Invocation?] = [:]
        for partition in partitions {
            let found = known[partition.table] ?? invocation(partition.table)
            known[partition.table] = .some(found)
            groups[found, default: []].append(partition)
        }
        unknown = known.filter { $0.value == nil }.map(\.key).sorted()
        var made: [(Day, String, FillCommand)] = []
        for (invocation, partitions) in groups {
            guard let invocation else { continue }
            for block in FillBlock.covering(partitions) {
                let directory = invocation.directory.flatMap { $0 == current ? nil : $0 }
                let command = FillCommand(directory: directory, arguments: invocation.arguments(for: block))
                made.append((block.days.lowerBound, command.text, command))
            }
        }
        commands = made.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
