internal import Disk
internal import ETL

/// The commits that runs began and did not finish. To be used under the commit lock, where no process works on them.
struct UnfinishedCommits: Sendable {
    let executor: CommitExecutor
    /// Takes a sentence about a commit that could not be finished.
    let notices: Notices

    private var root: OutputRoot { executor.root }

    /// Finishes those of one run, or discards them. One that can be neither finished nor discarded stays, and stops no
    /// other.
    func settle(run: String) throws {
        for name in try Files.names(in: root.absolute(run)) where name.hasSuffix(CommitIntent.suffix) {
            do {
                try settle("\(run)/\(name)", in: run)
            } catch let error as ETLError {
                notices.add("\(error.message). \(error.advice)")
            }
        }
    }

    /// Finishes those of one partition, of whatever run, or discards them, so that none is finished over a newer commit.
    ///
    /// - Throws: ``ETLError`` for one that can be neither finished nor discarded.
    func settle(_ places: PartitionPaths) throws {
        for run in try runs(with: places) { try settle(intent(of: places, in: run), in: run) }
    }

    /// Whether a commit of a partition is begun, by a run that died or by one that is at it now.
    func has(_ places: PartitionPaths) throws -> Bool { try !runs(with: places).isEmpty }

    private func runs(with places: PartitionPaths) throws -> [String] {
        try Files.names(in: root.absolute(PartitionPaths.stagingRoot))
            .map { "\(PartitionPaths.stagingRoot)/\($0)" }
            .filter { try Files.status(root.absolute(intent(of: places, in: $0))) != nil }
    }

    private func intent(of places: PartitionPaths, in run: String) -> String {
        "\(run)/\(places.stagedName)\(CommitIntent.suffix)"
    }

    private func settle(_ relative: String, in run: String) throws {
        let path = root.absolute(relative)
        switch CommitIntent.read(path) {
        case .damaged:
            try Files.rename(path, to: path + Self.asideSuffix)
            notices.add(
                "The unfinished commit \(path) cannot be read and was set aside. "
                    + "Run the pipeline again for its day if `verify` finds a difference there")
        case .newer(let version):
            throw ETLError(
                .files,
                "The unfinished commit \(path) was written by a newer version of the program (version \(version))",
                advice: "Finish it by running that version, or delete the file and run again for its day")
        case .found(let intent):
            do {
                if let flaw = try IntentCheck(intent: intent, root: root).flaw() {
                    try Files.remove(path)
                    return notices.add(
                        "A commit of \(intent.report) of \(intent.source) on \(intent.day) that an earlier run began "
                            + "was discarded: \(flaw). The day is requested again if its files do not fit its manifest")
                }
                try executor.finish(intent, at: path, in: run)
            } catch let error as ETLError {
                let what =
                    "The commit of \(intent.report) of \(intent.source) on \(intent.day) that an earlier run began"
                if try executor.takeBack(intent, at: path) {
                    return notices.add("\(what) was taken back: \(error.message). \(error.advice)")
                }
                var failure = ETLError(.files, "\(what) cannot be finished: \(error.message)", advice: error.advice)
                failure.remedy = error.remedy
                throw failure
            }
        }
    }

    private static let asideSuffix = ".unreadable"
}
