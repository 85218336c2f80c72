internal import Foundation

/// A load target with its read side: what was written can be looked at through the same protocol, wherever it lies.
public protocol Lake: Loader {
    /// The partitions that are there, and those that cannot be relied on; nothing where nothing was written yet.
    func listing() async throws -> LakeListing
    /// What the manifest of a partition says; nil if it is missing or cannot be relied on.
    func manifest(of partition: Partition) async throws -> Manifest?
    /// The names of the sources that a report has days of, sorted.
    func sources(of report: String) async throws -> [String]
    /// Hands over the lines of a partition's data file, as they are in it, a header among them.
    func forEachRow(of partition: Partition, _ body: ([UInt8]) throws -> Void) async throws
    /// Hands over a partition's rows in quarantine.
    func forEachQuarantinedRow(of partition: Partition, _ body: (QuarantinedRow) throws -> Void) async throws
    /// Compares all that is there with what the manifests say. What is found is looked at again while nothing is
    /// committed, so that a run at work is not taken for damage. Days of two sources may be the same only where they
    /// were named in one run.
    func verify() async throws -> VerifyReport

    /// Writes the record of a run, whole or not at all, and removes records that are too old to be of use.
    func writeRunRecord(id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) async throws
    /// Hands over the records of runs, one after another. A record that cannot be read is skipped.
    func forEachRunRecord(_ body: ([UInt8]) throws -> Void) async throws
    /// Hands over the records of runs with their names. A record that cannot be read is handed over as no bytes.
    func forEachNamedRunRecord(_ body: (_ name: String, _ record: [UInt8]) throws -> Void) async throws
    /// Replaces a file beside the data that readers of the data pass over, such as a page; its name begins with `_`.
    func writeFile(_ name: String, _ bytes: [UInt8]) async throws

    /// Returns a loader that adds rows out of quarantine to a partition that is committed already, as its `manifest` said
    /// when the quarantine was read: what now fits goes among its rows, and what doesn't stays where it is, as do the
    /// rows `kept`. The values of the source's keys `hidden` are hidden in the quarantine already.
    func amending(_ manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]) -> any Loader
    /// Finishes what killed runs had begun to commit, so that what is visible is what was committed last.
    func finishInterruptedCommits() async throws

    /// What is remembered of the last slice of a partition that a pipeline follows; nil where the next one must bring the
    /// day so far.
    func lastSlice(of partition: Partition, by provenance: Provenance) async throws -> LastSlice?
    /// What a pipeline that follows its days wrote down between two rounds; nil if nothing is left of it.
    func followNotes(of pipeline: String) async throws -> [UInt8]?
    /// Keeps what a pipeline that follows its days must remember between two rounds, and drops what was kept of partitions
    /// of days before `first`.
    func write(followNotes: [UInt8], of pipeline: String, keeping first: Day) async throws

    /// Removes a day that was kept apart from the others while it was followed.
    func remove(_ partition: Partition) async throws

    /// The people who asked to be forgotten; nil if nobody ever did.
    ///
    /// - Throws: ``ETLError`` for a list that cannot be read.
    func forgottenList() async throws -> ForgottenList?
    /// Replaces the list of people who asked to be forgotten. From now on no run commits rows that it has not compared with
    /// it; unfinished work of runs that are not at work any more is removed.
    ///
    /// - Throws: ``ETLError`` with ``ETLError/Code/tryLater`` while a run is at work, after the list has been written.
    func write(_ list: ForgottenList) async throws
    /// Does work that removes rows.
    ///
    /// - Parameters:
    ///   - run: the work; an interrupted one is finished by the next that is the same.
    ///   - revision: the revision of the list that was written.
    ///   - body: the work.
    /// - Returns: what `body` returns.
    /// - Throws: ``ETLError`` where the work cannot begin, and what `body` throws.
    func withEraser<R: Sendable>(
        _ run: RunIdentity, revision: String, _ body: nonisolated(nonsending) (any Eraser) async throws -> R
    ) async throws -> R
    /// Replaces values in the records of runs, which name some in messages. Returns how many records were changed.
    func rewriteRunRecords(_ change: ([UInt8]) -> [UInt8]?) async throws -> Int
    /// Removes what the place keeps of partitions, and of the records of runs, as they were before they were replaced: a
    /// bucket may keep versions.
    ///
    /// - Returns: what stays, and why.
    func removeOldVersions(of partitions: [Partition]) async throws -> [LakeProblem]

    /// Days in a layout that is no longer written, sorted; empty where there never was another.
    func outdatedDays() async throws -> [String]
    /// Moves those days to where they belong.
    func moveOutdatedDays() async throws -> RelocationReport
    /// Moves the days of a source to another name, in their manifests too.
    func rename(source old: String, to new: String) async throws -> RelocationReport
}

extension Lake {
    /// Names records by the order in which they come.
    public func forEachNamedRunRecord(_ body: (_ name: String, _ record: [UInt8]) throws -> Void) async throws {
        var number = 0
        try await forEachRunRecord { record in
            number += 1
            try body("number \(number)", record)
        }
    }

    /// What is replaced is gone.
    public func removeOldVersions(of partitions: [Partition]) async throws -> [LakeProblem] { [] }

    /// There is no room for other files.
    public func writeFile(_ name: String, _ bytes: [UInt8]) async throws {
        throw ETLError(
            .configuration, scope: .run, "\(name) cannot be written to this place",
            advice: "Write it to a file of its own")
    }

    /// There never was another layout.
    public func outdatedDays() async throws -> [String] { [] }
    /// There never was another layout.
    public func moveOutdatedDays() async throws -> RelocationReport { RelocationReport() }
    /// Nothing is ever left half done.
    public func finishInterruptedCommits() async throws {}

    /// Nothing is remembered.
    public func lastSlice(of partition: Partition, by provenance: Provenance) async throws -> LastSlice? { nil }
    /// Nothing is remembered.
    public func followNotes(of pipeline: String) async throws -> [UInt8]? { nil }
    /// Nothing is remembered.
    public func write(followNotes: [UInt8], of pipeline: String, keeping first: Day) async throws {}

    /// No day is kept apart.
    public func remove(_ partition: Partition) async throws {}

    /// Nobody can be forgotten.
    public func forgottenList() async throws -> ForgottenList? { nil }
    /// Nobody can be forgotten.
    public func write(_ list: ForgottenList) async throws { throw Self.cannotForget }
    /// Nobody can be forgotten.
    public func withEraser<R: Sendable>(
        _ run: RunIdentity, revision: String, _ body: nonisolated(nonsending) (any Eraser) async throws -> R
    ) async throws -> R { throw Self.cannotForget }
    /// Nobody can be forgotten.
    public func rewriteRunRecords(_ change: ([UInt8]) -> [UInt8]?) async throws -> Int { throw Self.cannotForget }

    private static var cannotForget: ETLError {
        ETLError(.configuration, scope: .run, "Rows cannot be removed from this place", advice: "Remove them by hand")
    }
}

extension Lake {
    /// The sources that were named together in a run, as the runs' records say.
    package func sourcesNamedTogether() async throws -> [Set<String>] {
        var named = NamedSources()
        try await forEachRunRecord { named.add($0) }
        return Array(named.sets)
    }
}

/// The sets of sources that were named together in a run: two sources of one set are never one source under two names,
/// even if one of them is renamed later.
package struct NamedSources {
    package private(set) var sets: Set<Set<String>> = []
    private let decoder = JSONDecoder()

    private struct Record: Decodable {
        let sources: [String]?
    }

    package init() {}

    /// Takes the record of a run.
    package mutating func add(_ record: [UInt8]) {
        if let sources = try? decoder.decode(Record.self, from: Data(record)).sources { sets.insert(Set(sources)) }
    }
}
