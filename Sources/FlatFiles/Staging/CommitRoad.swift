internal import ETL

/// Takes the steps of a commit: first writes down what will be done, then does it, then forgets it.
///
/// All of it happens under the output's commit lock, so an intent that somebody sees under the lock is one that
/// nobody is working on.
struct CommitRoad: Sendable {
    let root: OutputRoot
    let observer: CommitObserver?

    func willDo(_ step: CommitStep) throws { try observer?(step) }

    /// Writes an intent down and does what it says.
    func take(_ intent: CommitIntent, named name: String, in run: String) throws {
        let path = root.absolute("\(run)/\(name)\(CommitIntent.suffix)")
        try willDo(.writeIntent)
        try Files.write(try intent.encoded(), to: path + ".part", mode: 0o600)
        try willDo(.publishIntent)
        try Files.rename(path + ".part", to: path)
        try willDo(.syncStaging)
        try Files.syncDirectory(root.absolute(run))
        try finish(intent, at: path, in: run)
    }

    /// Finishes all commits that some run had written down and not finished.
    func rollForward(run: String) throws {
        for name in try Files.names(in: root.absolute(run)) where name.hasSuffix(CommitIntent.suffix) {
            let path = root.absolute("\(run)/\(name)")
            try finish(try CommitIntent(reading: path), at: path, in: run)
        }
    }

    private func finish(_ intent: CommitIntent, at path: String, in run: String) throws {
        try willDo(.makeDirectories)
        let directories = Set(intent.steps.map { Self.directory(of: $0.target) }).sorted()
        for directory in directories {
            let isHidden = directory.hasPrefix(PartitionPlaces.quarantineRoot)
            try root.makeDirectories(directory, mode: isHidden ? 0o700 : 0o777)
        }
        for step in intent.steps { try take(step) }
        try willDo(.syncDirectories)
        for directory in directories { try Files.syncDirectory(root.absolute(directory)) }
        try willDo(.writeJournal)
        try Journal.note(intent, in: root.absolute(run))
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

    private static func directory(of path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
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
