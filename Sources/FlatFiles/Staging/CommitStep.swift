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
