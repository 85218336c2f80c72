import ETL
import FlatFiles
import Foundation

/// A folder on disk with one fault laid over it.
struct FaultyLake: Lake {
    enum Fault {
        // As a loader.
        case losesRows, keepsDroppedRows, takesUnkeptRows, countsOneTooMany, callsEverythingNew, swallowsErrors
        case commitsNothing, forgetsWhatItCommitted
        // As a lake.
        case listsNothing, listsAll, manifestCountsWrongly, manifestIsMissing, namesOtherSources, losesTheLastRow
        case swallowsErrorsOfReaders, emptiesQuarantine, forgetsTheReason, forgetsRecords, keepsBrokenRecords
        case seesNoDamage, countsNoRows, amendsNothing, renamesNothing
    }

    struct Swallowed: Error {}

    let folder: FlatFileLoader
    let fault: Fault?

    /// A lake in a folder that is removed when `body` ends.
    static func with<R>(_ fault: Fault?, _ body: (FaultyLake, _ path: String) async throws -> R) async throws -> R {
        let url = FileManager.default.temporaryDirectory.appending(path: "faulty-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        let path = url.path(percentEncoded: false)
        let folder = FlatFileLoader(FlatFileOptions(directory: path))
        return try await body(FaultyLake(folder: folder, fault: fault), path)
    }

    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        guard fault == .swallowsErrors else {
            return try await folder.withSession(run) { try await body(FaultySession(session: $0, fault: fault)) }
        }
        do {
            return try await folder.withSession(run, body)
        } catch {
            throw Swallowed()
        }
    }

    func listing() async throws -> LakeListing {
        var listing = try await folder.listing()
        switch fault {
        case .listsNothing: listing.manifests = []
        case .listsAll:
            let day = Partition(report: "ghost", source: "s", day: Day(number: 0))
            listing.damaged.append(LakeProblem(path: "ghost", what: "is not there", partition: day))
        default: break
        }
        return listing
    }

    func manifest(of partition: Partition) async throws -> Manifest? {
        if fault == .manifestIsMissing { return nil }
        var manifest = try folder.manifest(of: partition)
        if fault == .manifestCountsWrongly { manifest?.rows += 1 }
        return manifest
    }

    func sources(of report: String) async throws -> [String] {
        try fault == .namesOtherSources ? ["other"] : folder.sources(of: report)
    }

    func forEachRow(of partition: Partition, _ body: ([UInt8]) throws -> Void) async throws {
        var lines: [[UInt8]] = []
        try folder.forEachRow(of: partition) { lines.append($0) }
        if fault == .losesTheLastRow { _ = lines.popLast() }
        do {
            try lines.forEach(body)
        } catch  where fault == .swallowsErrorsOfReaders {}
    }

    func forEachQuarantinedRow(of partition: Partition, _ body: (QuarantinedRow) throws -> Void) async throws {
        if fault == .emptiesQuarantine { return }
        try folder.forEachQuarantinedRow(of: partition) { row in
            guard fault == .forgetsTheReason else { return try body(row) }
            let line = Array(#"{"reason":"unknown","row":{"id":"2"}}"#.utf8)
            if let row = QuarantinedRow(line) { try body(row) }
        }
    }

    func verify() async throws -> VerifyReport {
        var report = try folder.verify()
        if fault == .seesNoDamage { report.problems = [] }
        if fault == .countsNoRows { report.rows = 0 }
        return report
    }

    func writeRunRecord(id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) async throws {
        if fault == .forgetsRecords { return }
        var pieces: [[UInt8]] = []
        do {
            try content { pieces.append($0) }
        } catch  where fault == .keepsBrokenRecords {}
        try folder.writeRunRecord(id: id) { write in
            for piece in pieces { try write(piece) }
        }
    }

    func forEachRunRecord(_ body: ([UInt8]) throws -> Void) async throws { try folder.forEachRunRecord(body) }

    func amending(_ manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]) -> any Loader {
        let loader = folder.amending(manifest, keeping: kept, hidden: hidden)
        return fault == .amendsNothing ? Deaf() : loader
    }

    func rename(source old: String, to new: String) async throws -> RelocationReport {
        try fault == .renamesNothing ? RelocationReport() : folder.rename(source: old, to: new)
    }
}

/// A session with a fault.
private struct FaultySession: LoadSession {
    let session: any LoadSession
    let fault: FaultyLake.Fault?

    func committed(_ partition: Partition) async throws -> CommittedPartition? {
        try await session.committed(partition)
    }
    func wasCommittedByThisRun(_ partition: Partition) async -> Bool {
        fault == .forgetsWhatItCommitted ? false : await session.wasCommittedByThisRun(partition)
    }
    func markSuspect(_ partition: Partition) async throws { try await session.markSuspect(partition) }
    func open(_ plan: PartitionPlan) async throws -> any PartitionWriter {
        FaultyWriter(try await session.open(plan), fault)
    }
    func finish(endedWell: Bool) async throws { try await session.finish(endedWell: endedWell) }
}

/// A writer with a fault.
private final class FaultyWriter: PartitionWriter {
    private let writer: any PartitionWriter
    private let fault: FaultyLake.Fault?
    private var open = 0

    init(_ writer: any PartitionWriter, _ fault: FaultyLake.Fault?) { (self.writer, self.fault) = (writer, fault) }

    var kept: [KeptWindow] { writer.kept }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) async throws {
        let rows = fault == .losesRows ? rows.dropLast() : rows
        open += rows.count
        try await writer.append(batch, rows: rows)
    }

    func keep(_ window: KeptWindow) async throws {
        var window = window
        window.rows = open
        try await writer.keep(window)
        open = 0
    }

    func drop() async throws {
        if fault == .keepsDroppedRows { return }
        try await writer.drop()
        open = 0
    }

    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition {
        if fault == .takesUnkeptRows, open > 0 {
            let window = Window(Day(number: 20_000))
            try await writer.keep(KeptWindow(part: 0, window: window, rows: open, calls: 1))
        }
        if fault == .commitsNothing {
            try await writer.abandon(keepingProgress: false)
            return CommittedPartition(received: 2, rows: 2, quarantined: 0, bytes: 0, state: outcome.state)
        }
        var committed = try await writer.commit(outcome)
        if fault == .countsOneTooMany { committed.rows += 1 }
        if fault == .callsEverythingNew { committed.change = .created }
        return committed
    }

    func abandon(keepingProgress: Bool) async throws { try await writer.abandon(keepingProgress: keepingProgress) }
}

/// Takes rows and does nothing with them.
private struct Deaf: Loader, LoadSession {
    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await body(self) }

    func open(_ plan: PartitionPlan) -> any PartitionWriter { Writer() }

    final class Writer: PartitionWriter {
        func append(_ batch: borrowing RecordBatch, rows: Range<Int>) {}
        func keep(_ window: KeptWindow) {}
        func drop() {}
        func commit(_ outcome: PartitionOutcome) -> CommittedPartition {
            CommittedPartition(received: 0, rows: 0, quarantined: 0, bytes: 0, state: outcome.state)
        }
    }
}
