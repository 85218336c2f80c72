internal import Disk
internal import ETL

/// Compares what an intent says with what lies in staging and in the output, before any of it is done.
struct IntentCheck {
    let intent: CommitIntent
    let root: OutputRoot

    /// What became of a step that renames.
    private enum Progress { case pending, done, damaged }

    /// Why the intent must not be finished: what it would publish is damaged, or a newer commit is visible. Nil if it
    /// may be.
    func flaw() throws -> String? {
        guard let manifestStep = intent.steps.last, let bytes = try manifestBytes(manifestStep) else {
            return "its manifest is missing"
        }
        guard let manifest = ManifestReading.read(bytes).manifest,
            manifest.partition == intent.partition
        else { return "its manifest is damaged" }
        let isPublished = try progress(manifestStep, manifest) == .done
        if !isPublished, try isSuperseded(manifestStep) { return "something else was committed since" }
        for step in intent.steps where step.staged != nil {
            if try progress(step, manifest) == .damaged { return "its \(step.kind.rawValue) is missing or damaged" }
        }
        let data = intent.steps.first { $0.kind == .data }
        if let data, data.sha256 != nil, data.sha256 != manifest.sha256 || data.bytes != manifest.bytes {
            return "its data and its manifest differ"
        }
        if data == nil, let file = manifest.file, let sha256 = manifest.sha256 {
            let path = "\(Files.parent(of: manifestStep.target))/\(file)"
            guard try StagedBytes.fit(root.absolute(path), bytes: manifest.bytes, sha256: sha256) else {
                return "its data is missing or damaged"
            }
        }
        return nil
    }

    /// Whether nothing of the intent was done yet, so that it can be taken back.
    func isUntouched() throws -> Bool {
        try intent.steps.allSatisfy { step in
            try Files.status(root.absolute(step.staged ?? step.target)) != nil
        }
    }

    /// The staged manifest, or the visible one if it was renamed already.
    private func manifestBytes(_ step: CommitIntent.Step) throws -> [UInt8]? {
        let staged = try step.staged.flatMap { try Files.contents(of: root.absolute($0)) }
        return try staged ?? Files.contents(of: root.absolute(step.target))
    }

    private func progress(_ step: CommitIntent.Step, _ manifest: Manifest) throws -> Progress {
        guard let staged = step.staged else { return .done }
        let isStaged = try Files.status(root.absolute(staged)) != nil
        let path = isStaged ? staged : step.target
        let isSound: Bool
        switch (step.bytes, step.sha256, step.kind) {
        case (let bytes?, let sha256?, _):
            isSound = try StagedBytes.fit(root.absolute(path), bytes: bytes, sha256: sha256)
        case (_, _, .data):
            isSound = try StagedBytes.fit(root.absolute(path), bytes: manifest.bytes, sha256: manifest.sha256 ?? "")
        case (_, _, .quarantine):
            let tally = try? GzipTally(reading: root.absolute(path))
            isSound = tally?.lines == manifest.quarantined
        default: isSound = true
        }
        return isSound ? (isStaged ? .pending : .done) : .damaged
    }

    /// Whether the visible manifest is another one than that which the commit was to replace.
    private func isSuperseded(_ step: CommitIntent.Step) throws -> Bool {
        guard intent.version > 1 else { return false }
        return try StagedBytes.sha256(ifThereOf: root.absolute(step.target)) != intent.replaces
    }
}
