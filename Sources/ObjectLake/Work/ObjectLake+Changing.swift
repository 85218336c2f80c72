internal import Disk
package import ETL
internal import FlatFiles
internal import S3

/// What changes partitions goes through their folder on this machine, and through the same commits as a run's.
extension ObjectLake: Lake {
    /// A loader that adds rows out of quarantine.
    package func amending(_ manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]) -> any Loader {
        AmendingObjects(lake: self, inner: loader.amending(manifest, keeping: kept, hidden: hidden))
    }

    /// Finishes what killed runs had begun to commit.
    package func finishInterruptedCommits() async throws {
        _ = try await Leftovers(lake: begin()).settle()
    }

    /// Reads the index of the last slice, which lies on this machine, if it describes what the store holds.
    package func lastSlice(of partition: Partition, by provenance: Provenance) async throws -> LastSlice? {
        let hand = try await begin().takeInHand(partition)
        let last = Result { try loader.lastSlice(of: partition, by: provenance) }
        try hand.giveUp()
        return try last.get()
    }

    /// Reads what lies on this machine.
    package func followNotes(of pipeline: String) async throws -> [UInt8]? {
        try await (loader as any Lake).followNotes(of: pipeline)
    }

    /// Writes it on this machine: another one brings the days so far again.
    package func write(followNotes: [UInt8], of pipeline: String, keeping first: Day) async throws {
        try await (loader as any Lake).write(followNotes: followNotes, of: pipeline, keeping: first)
    }

    /// Reads the list of forgotten people.
    package func forgottenList() async throws -> ForgottenList? {
        _ = try await ForgottenPeople(store: store, loader: loader).bring()
        return try await (loader as any Lake).forgottenList()
    }

    /// Replaces the list of forgotten people; no run on any machine commits rows that it has not compared with it.
    package func write(_ list: ForgottenList) async throws {
        let lake = try await begin()
        try list.requireExtension(of: await (loader as any Lake).forgottenList())
        let held = Result { try loader.write(list) }
        try await ForgottenPeople(store: store, loader: loader).send(list, over: lake.people, lake.verdict)
        try held.get()
    }

    /// Does work that removes rows.
    ///
    /// - Throws: ``ETLError`` with the code `tryLater` while another machine commits rows that it has compared with an
    ///   older list of forgotten people; what `body` throws.
    package func withEraser<R: Sendable>(
        _ run: RunIdentity, revision: String, _ body: nonisolated(nonsending) (any Eraser) async throws -> R
    ) async throws -> R {
        let lake = try await begin()
        _ = try await Leftovers(lake: lake).settle()
        // What begins to be committed from now on is compared with the list as it is.
        if let older = try await lake.intents().first(where: { $0.people != lake.people }) {
            throw ETLError(
                .tryLater, scope: .run,
                "Another process or machine is committing \(older.report) of \(older.source) on \(older.day), and compared "
                    + "its rows with an older list of forgotten people",
                advice: "Do it again in some minutes: no row has been removed yet, and none comes back from now on")
        }
        return try await loader.withEraser(run, revision: revision) { eraser in
            try await body(ObjectEraser(inner: eraser, lake: lake))
        }
    }

    /// Moves the days of a source to another name, one at a time: the new day is there before the old one goes. Killed in
    /// between, it leaves both; moving again removes the old one.
    package func rename(source old: String, to new: String) async throws -> RelocationReport {
        try SafeName.check(old, as: "The source's name")
        try SafeName.check(new, as: "The source's name")
        let lake = try await begin()
        _ = try await Leftovers(lake: lake).settle()
        var report = RelocationReport()
        for manifest in try await listing().manifests where manifest.source == old {
            guard let day = Day(manifest.day) else { continue }
            let from = try await lake.takeInHand(Partition(report: manifest.report, source: old, day: day))
            try await from.givingUpOnFailure {
                let to = try await lake.takeInHand(Partition(report: manifest.report, source: new, day: day))
                try await to.givingUpOnFailure {
                    let one = try loader.rename(from.seen.partition, to: new)
                    report.add(one)
                    guard one.left.isEmpty else { return try to.giveUp() }
                    try await to.publish()
                    try await lake.commit.remove(from.seen, from: lake.work.output, people: lake.people)
                }
                try from.giveUp()
            }
        }
        return report
    }

    /// Removes a day.
    package func remove(_ partition: Partition) async throws {
        let lake = try await begin()
        let hand = try await lake.takeInHand(partition)
        try await hand.givingUpOnFailure {
            try await lake.commit.remove(hand.seen, from: lake.work.output, people: lake.people)
            try hand.giveUp()
        }
    }
}

/// A loader that changes partitions of an object store in the way that another one changes them in the folder.
private struct AmendingObjects: Loader {
    let lake: ObjectLake
    let inner: any Loader

    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await lake.withSession(of: inner, run, body) }
}

/// Removes rows in the folder, and brings what is left to the store.
private struct ObjectEraser: Eraser {
    let inner: any Eraser
    let lake: LakeAtWork

    func erase(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int {
        guard let partition = manifest.partition else { return 0 }
        let hand = try await lake.takeInHand(partition)
        let erased = try await hand.givingUpOnFailure { try await inner.erase(manifest, rows) }
        try await hand.publish()
        return erased
    }

    func count(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int {
        guard let partition = manifest.partition else { return 0 }
        let hand = try await lake.takeInHand(partition)
        defer { try? hand.giveUp() }
        return try await inner.count(manifest, rows)
    }
}
