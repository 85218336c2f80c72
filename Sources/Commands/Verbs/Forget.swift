import ArgumentParser
import Disk
import ETL
import PipelineFile
import Transforms
import Wolkvox

/// `forget`
struct Forget: Verb {
    static let configuration = CommandConfiguration(
        verb: "forget",
        abstract: "Remove the rows of people who asked to be erased, and keep them from coming back.",
        discussion: """
            Rows one of whose fields has one of the values go from data, quarantine, unfinished work and, with --archive, the
            archive. Later runs and replays leave them out. The folder keeps a keyed hash of each value, never the value.

            Examples:
              wolkvox-etl forget output --field customer_id --values people.txt --pipeline pipelines/nightly.yaml
              wolkvox-etl forget output --field telephone --values people.txt --dry-run
              wolkvox-etl forget output --list
            """)

    @Argument(help: "The folder or s3://bucket/prefix that a pipeline writes to, or the pipeline file.")
    var target: String

    @Option(
        name: .long, help: ArgumentHelp("The API's name of a field; may be given several times.", valueName: "name"))
    var field: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("The values as the source writes them, one a line; - for stdin.", valueName: "file"))
    var values: String?

    @Option(name: .long, help: ArgumentHelp("The pipeline file: its keys, its transforms.", valueName: "file"))
    var pipeline: String?

    @Option(name: .long, help: ArgumentHelp("The key of the list, where no pipeline file has it.", valueName: "file"))
    var keyFile: String?

    @Option(name: .long, help: ArgumentHelp("Also remove the rows from this archive.", valueName: "path"))
    var archive: String?

    @Flag(name: .long, help: "Count the rows, and those that nearly match; change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Leave the versions alone that a bucket keeps of what was rewritten.")
    var keepVersions = false

    @Flag(name: .long, help: "Print when people were forgotten, and how many.")
    var list = false

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        if list {
            guard field.isEmpty, values == nil, !dryRun else { throw ValidationError("Give --list alone.") }
        } else {
            guard !field.isEmpty else { throw ValidationError("Name a field: --field customer_id.") }
            guard values != nil else { throw ValidationError("Give the values: --values FILE, one a line.") }
        }
        guard keyFile == nil || pipeline == nil else {
            throw ValidationError("The key is in the pipeline file or in --key-file: give one of them.")
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let isFile = Files.kind(following: context.absolute(target)) == .file
        let assembly = try (pipeline ?? (isFile ? target : nil)).map {
            try context.assembly(of: $0, secrets: .tokensUnused)
        }
        let lake: any Lake =
            if let assembly { try assembly.lake(at: isFile ? nil : try context.outputFolder(target)) } else {
                try context.lake(at: target)
            }
        if list { return VerbOutcome(ForgottenSummary(try await lake.forgottenList())) }
        let search = ForgetSearch(fields: field, values: try wantedValues(context), assembly: assembly)
        let listing = try await lake.listing()
        try check(search, listing)
        let key = dryRun ? nil : try self.key(assembly, context)
        if let key, let known = try await lake.forgottenList(), known.keyFingerprint != key.fingerprint {
            throw Failure(
                .configuration, "\(target) has a list of forgotten people that was made with another key",
                advice: "Use the key that it was made with")
        }
        let erasure = Erasure(
            context: context, lake: lake, search: search, key: key,
            archive: try archive.map { try self.archive(at: $0, context) }, keepsVersions: keepVersions)
        let report = try await erasure.perform(on: listing)
        let kept = archive == nil ? assembly?.spec.archive?.directory : nil
        return VerbOutcome(
            report,
            warnings: kept.map { ["The archive \($0) was not searched; do so with --archive \($0)"] } ?? [],
            failure: failure(of: report))
    }

    private func failure(of report: ErasureReport) -> Failure? {
        if let error = report.errors.first {
            return Failure(
                .data, error.message, advice: error.shownAdvice,
                details: report.errors.dropFirst().map(\.message) + report.kept.map(\.description))
        }
        guard !report.kept.isEmpty else { return nil }
        return Failure(
            .partial, "The rows are gone, and the bucket keeps some of them in old versions",
            advice: "Let the versions named here be deleted (locks, rights), then forget again",
            details: report.kept.map(\.description))
    }

    /// One value a line; blanks around it do not count.
    private func wantedValues(_ context: CommandContext) throws -> [[UInt8]] {
        let file = values ?? "-"
        let bytes: [UInt8]
        do {
            bytes = try Files.input(file == "-" ? "/dev/stdin" : context.absolute(file))
        } catch {
            throw Failure(.usage, "\(file) cannot be read: \(error)", advice: "Write one value a line into a file")
        }
        var seen: Set<[UInt8]> = []
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { trimmed(Array($0)) }
        let values = lines.filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !values.isEmpty else {
            throw Failure(.usage, "\(file) has no value", advice: "Write one value a line into it")
        }
        return values
    }

    private func key(_ assembly: JobAssembly?, _ context: CommandContext) throws -> ForgetKey {
        let text: String
        if let keyFile {
            do {
                text = String(decoding: trimmed(try Files.input(context.absolute(keyFile))), as: UTF8.self)
            } catch {
                throw Failure(.configuration, "\(keyFile) cannot be read: \(error)", advice: "Name the file of the key")
            }
        } else if let key = assembly?.spec.forgetKey {
            text = key.reveal()
        } else {
            throw Failure(
                .configuration, "There is no key for the list of forgotten people",
                advice:
                    "Add `forget_key: ${FORGET_KEY}` to the pipeline file and name it with --pipeline, or give --key-file; "
                    + "`openssl rand -hex 32` makes a key. Keep it: runs need it too")
        }
        guard let key = ForgetKey(text) else {
            throw Failure(
                .configuration, "The key of the list has fewer than \(ForgetKey.shortest.counted("byte"))",
                advice: "Make one with `openssl rand -hex 32`")
        }
        return key
    }

    /// An archive that is not there would be searched without finding anybody.
    private func archive(at path: String, _ context: CommandContext) throws -> AnswerArchive {
        let directory = context.absolute(path)
        guard Files.isDirectory(directory) else {
            throw Failure(
                .files, "There is no archive \(path)",
                advice: "Name the folder that the pipeline file has under archive.to")
        }
        return AnswerArchive(directory)
    }

    /// Refuses a field that no report in the folder has: a name that is misspelled would find nobody.
    private func check(_ search: ForgetSearch, _ listing: LakeListing) throws {
        var names: Set<String> = []
        var reports: Set<String> = []
        for manifest in listing.manifests {
            names.formUnion(manifest.schema.map(\.name))
            names.formUnion(manifest.schemaHistory?.map(\.field) ?? [])
            reports.insert(manifest.report)
        }
        if reports.isEmpty { return }
        for report in reports { names.formUnion(search.definition(of: report)?.fields.map(\.name) ?? []) }
        guard let unknown = search.fields.first(where: { !names.contains($0) }) else { return }
        let guess = NearestName.of(unknown, among: names.sorted()).map { "Did you mean '\($0)'? " } ?? ""
        throw Failure(
            .usage, "No report in \(target) has a field '\(unknown)'",
            advice: guess + "`wolkvox-etl reports NAME` lists the fields of a report")
    }
}

/// What is known of forgotten people.
struct ForgottenSummary: Codable, VerbResult {
    struct Entry: Codable {
        var field: String
        var at: String
        var values: Int
    }

    var formatVersion = 1
    var entries: [Entry]

    init(_ list: ForgottenList?) {
        entries = (list?.entries ?? []).map { Entry(field: $0.field, at: $0.at, values: $0.values.count) }
    }

    func lines(width: Int?) -> [String] {
        guard !entries.isEmpty else { return ["Nobody was forgotten here."] }
        var table = TextTable(["at", "field", "values"], numeric: [2])
        for entry in entries { table.add([entry.at, entry.field, entry.values.grouped]) }
        return table.lines(width: width)
    }
}
