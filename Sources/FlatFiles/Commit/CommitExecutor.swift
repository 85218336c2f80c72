internal import Disk
internal import ETL
internal import Foundation

/// Takes the steps of a commit: first writes down what will be done, then does it, then removes what was written down.
///
/// All of it happens under the output's commit lock, so an intent that is seen under the lock is one that no process is
/// working on.
struct CommitExecutor: Sendable {
    let root: OutputRoot
    let observer: CommitObserver?

    func willDo(_ step: CommitStep) throws { try observer?(step) }

    /// Writes an intent down and does what it says. If the system refuses that before anything was done, the intent is
    /// taken back.
    func take(_ intent: CommitIntent, named name: String, in run: String) throws {
        let path = root.absolute("\(run)/\(name)\(CommitIntent.suffix)")
        try willDo(.writeIntent)
        try Files.write(try intent.encoded(), to: path + ".part", mode: 0o600)
        try willDo(.publishIntent)
        try Files.rename(path + ".part", to: path)
        try willDo(.syncStaging)
        try Files.syncDirectory(root.absolute(run))
        do {
            try finish(intent, at: path, in: run)
        } catch let error as ETLError {
            try takeBack(intent, at: path)
            throw error
        }
    }

    /// Removes an intent of which nothing was done, so that it stops no other commit.
    ///
    /// - Returns: whether it was removed.
    @discardableResult
    func takeBack(_ intent: CommitIntent, at path: String) throws -> Bool {
        guard try IntentCheck(intent: intent, root: root).isUntouched() else { return false }
        return try Files.remove(path)
    }

    /// Does what an intent says, or what is left of it.
    func finish(_ intent: CommitIntent, at path: String, in run: String) throws {
        try willDo(.makeDirectories)
        let directories = Set(intent.steps.map { Files.parent(of: $0.target) }).sorted()
        for directory in directories {
            let isHidden = directory.hasPrefix(PartitionPaths.quarantineRoot)
            try root.makeDirectories(directory, mode: isHidden ? 0o700 : 0o777)
        }
        for step in intent.steps { try refuseWhatCannotBeDone(step) }
        for step in intent.steps { try take(step) }
        try willDo(.syncDirectories)
        for directory in directories { try Files.syncDirectory(root.absolute(directory)) }
        try willDo(.writeJournal)
        let line = Journal.Line(report: intent.report, source: intent.source, day: intent.day)
        try Journal.note(line, in: root.absolute(run))
        try willDo(.removeCheckpoint)
        for leftover in intent.leftovers {
            let path = root.absolute(leftover)
            if path.hasSuffix(CheckpointFile.suffix) {
                try CheckpointFile(path: path).retire()
            } else {
                try Files.remove(path)
            }
        }
        try willDo(.removeIntent)
        try Files.remove(path)
    }

    private func take(_ step: CommitIntent.Step) throws {
        try willDo(step.kind.commitStep)
        let target = root.absolute(step.target)
        guard let staged = step.staged.map(root.absolute) else {
            try Files.remove(target)
            return
        }
        if try Files.status(staged) != nil { try Files.rename(staged, to: target) }
    }

    /// Throws what a later step would fail with, before the first one changes anything.
    private func refuseWhatCannotBeDone(_ step: CommitIntent.Step) throws {
        let target = root.absolute(step.target)
        let directory = root.absolute(Files.parent(of: step.target))
        if try Files.status(target)?.kind == .directory {
            throw FileFailure.error("replace", target, code: EISDIR)
        }
        guard let staged = try step.staged.flatMap({ try Files.status(root.absolute($0)) }) else { return }
        if !Files.isWritable(directory) { throw FileFailure.error("write to", directory, code: EACCES) }
        if let place = try Files.status(Files.resolved(directory) ?? directory), place.device != staged.device {
            throw FileFailure.error("move a file to", directory, code: EXDEV)
        }
    }
}

extension CommitIntent.Step.Kind {
    fileprivate var commitStep: CommitStep {
        switch self {
        case .data: .renameData
        case .quarantine: .renameQuarantine
        case .manifest: .renameManifest
        case .removeQuarantine: .removeQuarantine
        case .removeOldData: .removeOldData
        }
    }
}

/// The steps of a commit, in the order in which they are taken, so that a test can end the process before each.
package enum CommitStep: String, Sendable, CaseIterable {
    case writeTrailer
    case syncData
    case syncQuarantine
    case writeManifest
    case writeIntent
    case publishIntent
    case syncStaging
    case makeDirectories
    case renameData
    case renameQuarantine
    case removeQuarantine
    case removeOldData
    case renameManifest
    case syncDirectories
    case writeJournal
    case removeCheckpoint
    case removeIntent
}

/// Told of each step before it is taken; what it throws ends the commit there.
package typealias CommitObserver = @Sendable (CommitStep) throws -> Void

/// The lock of an output that commits take in turn.
enum CommitLock {
    static let name = ".commit.lock"

    /// Does something while no other run, here or in another process, commits, begins or ends.
    static func held<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        let lock = try FileLock(waitingFor: OpenFile(path(root), .update))
        return try lock.holding(body)
    }

    /// Reads something while nothing is committed. Nothing is written for that: where there is no lock nobody commits,
    /// and where it may not be taken the reading is done all the same.
    static func whileReading<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        guard let file = try? OpenFile(path(root), .read), let lock = try? FileLock(waitingFor: file) else {
            return try body()
        }
        return try lock.holding(body)
    }

    private static func path(_ root: OutputRoot) -> String {
        root.absolute("\(PartitionPaths.stagingRoot)/\(name)")
    }
}
