public import ETL
public import Testing

/// What every loader must keep to, whatever it writes and wherever.
public struct LoaderConformance {
    /// Tells the ids of a partition's visible rows in their order; nil if the partition is not there.
    public typealias Reader = (Partition) async throws -> [String]?

    private let loader: any Loader
    private let resumes: Bool
    private let read: Reader
    private let location: SourceLocation

    /// The columns of the rows that the suite loads; `id` is what the reader tells.
    public static let schema = Schema(
        fields: [Field("id", origin: "id"), Field("at", origin: "at"), Field("note", origin: "note")], eventTime: "at")

    private static let day = Day(number: 20_000)
    private static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)

    /// Runs the suite.
    ///
    /// - Parameters:
    ///   - loader: what is examined; it has nothing loaded yet.
    ///   - resumes: whether it takes up partitions that an interrupted run left unfinished.
    ///   - sourceLocation: where failures are shown.
    ///   - read: looks at what it loaded.
    /// - Throws: what the loader throws where it should not.
    public static func check(
        _ loader: any Loader, resumes: Bool, sourceLocation: SourceLocation = #_sourceLocation, read: @escaping Reader
    ) async throws {
        let suite = LoaderConformance(loader: loader, resumes: resumes, read: read, location: sourceLocation)
        try await suite.showsNothingBeforeTheCommit()
        try await suite.dropForgetsTheWindowInHand()
        try await suite.forgetsWhatWasNotKept()
        try await suite.countsRejectedRowsApart()
        try await suite.countsLeftOutRowsApart()
        try await suite.replacesTheWhole()
        try await suite.leavesTheSameAlone()
        try await suite.writesDaysWithoutRows()
        try await suite.abandonLeavesWhatIsVisible()
        try await suite.markSuspectLeavesRows()
        try await suite.keepsPartitionsApart()
        try await suite.endsACommitBesideOtherWork()
        try await suite.bringsWindowsIntoOrder()
        try await suite.passesErrorsOn()
        try await suite.goesOnAfterAnInterruption()
    }

    private func showsNothingBeforeTheCommit() async throws {
        let partition = partition("before")
        try await session("before") { session in
            let found = try await session.committed(partition)
            expect(found == nil, "tells of a partition that was never written")
            let writer = try await session.open(plan(partition))
            try await add([("1", 20), ("2", 10)], to: writer)
            try await expect(read(partition) == nil, "shows rows before their commit")
            let committed = try await writer.commit(outcome())
            try await expect(read(partition) == ["1", "2"], "does not show what was committed")
            expect(committed.change == .created, "a new partition is not told as created")
            expect((committed.received, committed.rows, committed.quarantined) == (2, 2, 0), "counts wrongly")
        }
    }

    private func dropForgetsTheWindowInHand() async throws {
        let partition = partition("drop")
        try await session("drop") { session in
            let writer = try await session.open(plan(partition))
            try await add([("1", 20)], to: writer)
            try await append([("2", 10)], to: writer)
            try await writer.drop()
            try await writer.drop()
            try await add([("3", 10)], to: writer)
            _ = try await writer.commit(outcome())
        }
        try await expect(read(partition) == ["1", "3"], "drop does not go back to the last kept window")
    }

    private func forgetsWhatWasNotKept() async throws {
        let partition = partition("unkept")
        try await session("unkept") { session in
            let writer = try await session.open(plan(partition))
            try await add([("1", 20)], to: writer)
            try await append([("2", 10)], to: writer)
            let committed = try await writer.commit(outcome())
            expect(committed.rows == 1, "counts rows that were not kept")
        }
        try await expect(read(partition) == ["1"], "commits rows that were not kept")
    }

    private func countsRejectedRowsApart() async throws {
        let partition = partition("rejected")
        try await session("rejected") { session in
            let writer = try await session.open(plan(partition))
            var batch = try batch([("1", 20), ("2", 15), ("3", 10)])
            batch.reject(1, .invalidDecimal, field: "note", value: "x")
            try await writer.append(batch, rows: 0..<3)
            try await writer.keep(window(rows: 3))
            let committed = try await writer.commit(outcome())
            expect((committed.received, committed.rows, committed.quarantined) == (3, 2, 1), "counts wrongly")
        }
        try await expect(read(partition) == ["1", "3"], "loads rejected rows")
    }

    private func countsLeftOutRowsApart() async throws {
        let partition = partition("left_out")
        try await session("left_out") { session in
            let writer = try await session.open(plan(partition))
            var batch = try batch([("1", 20), ("2", 15), ("3", 10)])
            batch.leaveOut(1)
            try await writer.append(batch, rows: 0..<3)
            try await writer.keep(window(rows: 3))
            try await writer.append(batch, rows: 1..<2)
            try await writer.drop()
            let committed = try await writer.commit(outcome())
            expect((committed.received, committed.rows, committed.quarantined) == (3, 2, 0), "counts wrongly")
            expect(committed.leftOut == 1, "does not count rows that were left out")
        }
        try await expect(read(partition) == ["1", "3"], "loads rows that were left out")
    }

    private func replacesTheWhole() async throws {
        let partition = partition("replace")
        try await load([("1", 30), ("2", 20), ("3", 10)], partition)
        let committed = try await load([("4", 10)], partition)
        expect(committed.change == .replaced, "other content is not told as replaced")
        try await expect(read(partition) == ["4"], "a commit does not replace the whole partition")
    }

    private func leavesTheSameAlone() async throws {
        let partition = partition("same")
        try await load([("1", 30), ("2", 20)], partition)
        let committed = try await load([("1", 30), ("2", 20)], partition)
        expect(committed.change == .unchanged, "the same rows again are not told as unchanged")
        try await expect(read(partition) == ["1", "2"], "the same rows again spoil the partition")
    }

    private func writesDaysWithoutRows() async throws {
        let partition = partition("empty")
        try await load([("1", 30)], partition)
        let committed = try await load([], partition)
        expect(committed.rows == 0 && committed.received == 0, "counts rows on a day without any")
        try await expect(read(partition) == [], "a day without rows keeps the old ones, or is not there")
    }

    private func abandonLeavesWhatIsVisible() async throws {
        let partition = partition("abandon")
        try await load([("1", 30)], partition)
        try await session("abandon") { session in
            let writer = try await session.open(plan(partition))
            try await add([("2", 30)], to: writer)
            try await writer.abandon(keepingProgress: false)
            let again = try await session.open(plan(partition))
            expect(again.kept.isEmpty, "takes up what was given up")
            try await again.abandon(keepingProgress: true)
        }
        try await expect(read(partition) == ["1"], "giving a partition up changes what is visible")
    }

    private func markSuspectLeavesRows() async throws {
        let partition = partition("suspect")
        let before = try await load([("1", 30)], partition)
        try await session("suspect") { session in
            try await session.markSuspect(partition)
            try await session.markSuspect(self.partition("never"))
            let after = try await session.committed(partition)
            expect(after == nil || after?.rows == before.rows, "marking a partition changes its rows")
        }
        try await expect(read(partition) == ["1"], "marking a partition changes its rows")
        try await expect(read(self.partition("never")) == nil, "marking a partition that is not there makes one")
    }

    private func keepsPartitionsApart() async throws {
        let first = partition("apart_1")
        let second = partition("apart_2")
        try await session("apart") { session in
            let one = try await session.open(plan(first))
            let other = try await session.open(plan(second))
            let batch = try batch([("1", 40), ("2", 30), ("3", 20)])
            try await one.append(batch, rows: 0..<1)
            try await other.append(batch, rows: 1..<3)
            try await one.keep(window(rows: 1))
            try await other.keep(window(rows: 2))
            _ = try await other.commit(outcome())
            try await expect(read(first) == nil, "committing one partition shows another")
            _ = try await one.commit(outcome())
            let found = try await session.committed(second)
            expect(found == nil || found?.rows == 2, "does not remember what was committed")
        }
        try await expect(read(first) == ["1"], "mixes partitions")
        try await expect(read(second) == ["2", "3"], "mixes partitions")
    }

    private func endsACommitBesideOtherWork() async throws {
        let first = partition("beside_1")
        let second = partition("beside_2")
        try await session("beside") { session in
            let writer = try await session.open(plan(first))
            try await add([("1", 30), ("2", 20)], to: writer)
            let pending = try await writer.beginCommit(outcome())
            async let ending = pending.finish()
            let other = try await session.open(plan(second))
            try await add([("3", 10)], to: other)
            let committed = try await ending
            expect((committed.received, committed.rows) == (2, 2), "counts wrongly in a commit beside other work")
            _ = try await other.commit(outcome())
        }
        try await expect(read(first) == ["1", "2"], "a commit beside other work does not show its rows")
        try await expect(read(second) == ["3"], "a commit takes rows of the partition written beside it")
    }

    private func bringsWindowsIntoOrder() async throws {
        let partition = partition("order")
        try await session("order") { session in
            let writer = try await session.open(plan(partition))
            try await add([("1", 50), ("2", 70), ("3", 70), ("4", 60)], to: writer)
            try await add([("5", 20), ("6", nil), ("7", 30)], to: writer)
            _ = try await writer.commit(outcome())
        }
        try await expect(
            read(partition) == ["2", "3", "4", "1", "7", "6", "5"],
            "rows of a window are not newest first, in their own order within a second")
    }

    private func passesErrorsOn() async throws {
        struct Stop: Error {}
        let partition = partition("errors")
        await #expect(throws: Stop.self, "an error of the session's body is lost", sourceLocation: location) {
            try await session("errors") { session in
                let writer = try await session.open(plan(partition))
                try await add([("1", 50)], to: writer)
                throw Stop()
            }
        }
        try await expect(read(partition) == nil, "shows rows of a session that failed")
    }

    private func goesOnAfterAnInterruption() async throws {
        struct Killed: Error {}
        let done = partition("done")
        let begun = partition("begun")
        let run = identity("resume")
        try? await loader.withSession(run) { session in
            let finished = try await session.open(plan(done))
            try await add([("1", 50)], to: finished)
            _ = try await finished.commit(outcome())
            let writer = try await session.open(plan(begun))
            try await add([("1", 50)], to: writer)
            try await append([("2", 40)], to: writer)
            throw Killed()
        }
        try await loader.withSession(run) { session in
            let isKnown = await session.wasCommittedByThisRun(done)
            let isBegunKnown = await session.wasCommittedByThisRun(begun)
            expect(isKnown == resumes && !isBegunKnown, "does not know what the interrupted run committed")
            let writer = try await session.open(plan(begun))
            expect(writer.kept.count == (resumes ? 1 : 0), "does not take up the windows that were kept")
            if writer.kept.isEmpty { try await add([("1", 50)], to: writer) }
            try await add([("3", 30)], to: writer)
            _ = try await writer.commit(outcome())
            try await session.finish(endedWell: true)
        }
        try await expect(read(begun) == ["1", "3"], "an interruption loses rows or doubles them")
        try await loader.withSession(run) { session in
            let isKnown = await session.wasCommittedByThisRun(done)
            expect(!isKnown, "takes up a run that ended well")
            try await session.finish(endedWell: true)
        }
    }
}

extension LoaderConformance {
    private func expect(_ holds: Bool, _ otherwise: Comment) {
        #expect(holds, otherwise, sourceLocation: location)
    }

    private func partition(_ report: String) -> Partition { Partition(report: report, source: "s", day: Self.day) }

    private func plan(_ partition: Partition) -> PartitionPlan {
        PartitionPlan(partition: partition, schema: Self.schema, redactions: [], zone: Self.zone, parts: 1)
    }

    private func outcome() -> PartitionOutcome { PartitionOutcome(state: .final, extractedAt: 1_790_000_000) }

    private func identity(_ name: String) -> RunIdentity {
        RunIdentity(
            pipeline: "conformance", fingerprint: name, id: "run-\(name)", fresh: false, startedAt: 1_790_000_000)
    }

    private func session<R: Sendable>(
        _ name: String, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        try await loader.withSession(identity(name)) { session in
            let result = try await body(session)
            try await session.finish(endedWell: true)
            return result
        }
    }

    @discardableResult
    private func load(_ rows: [(String, Int?)], _ partition: Partition) async throws -> CommittedPartition {
        try await session("load") { session in
            let writer = try await session.open(plan(partition))
            try await add(rows, to: writer)
            return try await writer.commit(outcome())
        }
    }

    private func append(_ rows: [(String, Int?)], to writer: any PartitionWriter) async throws {
        let batch = try batch(rows)
        try await writer.append(batch, rows: 0..<batch.count)
    }

    private func add(_ rows: [(String, Int?)], to writer: any PartitionWriter) async throws {
        try await append(rows, to: writer)
        try await writer.keep(window(rows: rows.count))
    }

    private func window(rows: Int) -> KeptWindow {
        KeptWindow(part: 0, window: Window(Self.day), rows: rows, calls: 1)
    }

    private func batch(_ rows: [(String, Int?)]) throws -> RecordBatch {
        let json = rows.map { #"{"id":"\#($0.0)","at":"","note":"ñ"}"# }.joined(separator: ",")
        var batch = try RecordBatch.scanning(json: "[\(json)]", schema: Self.schema)
        batch.times = rows.map { row in row.1.map { LocalTime(Self.day) + Int64($0) } }
        return batch
    }
}
