internal import ETL

/// The suite of loaders at work.
struct LoaderSuite {
    let bench: LoadBench
    let resumes: Bool
    let read: LoaderConformance.Reader

    func run() async {
        await bench.run([
            showsNothingBeforeTheCommit, dropForgetsTheOpenWindow, forgetsWhatWasNotKept, countsRejectedRowsApart,
            countsLeftOutRowsApart, replacesTheWhole, leavesTheSameAlone, writesDaysWithoutRows,
            abandonLeavesWhatIsVisible, markSuspectLeavesRows, keepsPartitionsApart, endsACommitBesideOtherWork,
            bringsWindowsIntoOrder, passesErrorsOn, goesOnAfterAnInterruption,
        ])
    }

    private func showsNothingBeforeTheCommit() async throws {
        let partition = bench.partition("before")
        try await bench.session("before") { session in
            let found = try await session.committed(partition)
            bench.expect(found == nil, "lists a partition that was never written")
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("1", 20), ("2", 10)], to: writer)
            try await bench.expect(read(partition) == nil, "shows rows before their commit")
            let committed = try await writer.commit(bench.outcome())
            try await bench.expect(read(partition) == ["1", "2"], "does not show what was committed")
            bench.expect(committed.change == .created, "a new partition is not reported as created")
            bench.expect((committed.received, committed.rows, committed.quarantined) == (2, 2, 0), "counts wrongly")
        }
    }

    private func dropForgetsTheOpenWindow() async throws {
        let partition = bench.partition("drop")
        try await bench.session("drop") { session in
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("1", 20)], to: writer)
            try await bench.append([("2", 10)], to: writer)
            try await writer.drop()
            try await writer.drop()
            try await bench.add([("3", 10)], to: writer)
            _ = try await writer.commit(bench.outcome())
        }
        try await bench.expect(read(partition) == ["1", "3"], "drop does not go back to the last kept window")
    }

    private func forgetsWhatWasNotKept() async throws {
        let partition = bench.partition("unkept")
        try await bench.session("unkept") { session in
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("1", 20)], to: writer)
            try await bench.append([("2", 10)], to: writer)
            let committed = try await writer.commit(bench.outcome())
            bench.expect(committed.rows == 1, "counts rows that were not kept")
        }
        try await bench.expect(read(partition) == ["1"], "commits rows that were not kept")
    }

    private func countsRejectedRowsApart() async throws {
        let partition = bench.partition("rejected")
        try await bench.session("rejected") { session in
            let writer = try await session.open(bench.plan(partition))
            let batch = try bench.batchWithARejectedRow()
            try await writer.append(batch, rows: 0..<3)
            try await writer.keep(bench.window(rows: 3))
            let committed = try await writer.commit(bench.outcome())
            bench.expect((committed.received, committed.rows, committed.quarantined) == (3, 2, 1), "counts wrongly")
        }
        try await bench.expect(read(partition) == ["1", "3"], "loads rejected rows")
    }

    private func countsLeftOutRowsApart() async throws {
        let partition = bench.partition("left_out")
        try await bench.session("left_out") { session in
            let writer = try await session.open(bench.plan(partition))
            var batch = try bench.batch([("1", 20), ("2", 15), ("3", 10)])
            batch.leaveOut(1)
            try await writer.append(batch, rows: 0..<3)
            try await writer.keep(bench.window(rows: 3))
            try await writer.append(batch, rows: 1..<2)
            try await writer.drop()
            let committed = try await writer.commit(bench.outcome())
            bench.expect((committed.received, committed.rows, committed.quarantined) == (3, 2, 0), "counts wrongly")
            bench.expect(committed.leftOut == 1, "does not count rows that were left out")
        }
        try await bench.expect(read(partition) == ["1", "3"], "loads rows that were left out")
    }

    private func replacesTheWhole() async throws {
        let partition = bench.partition("replace")
        try await bench.load([("1", 30), ("2", 20), ("3", 10)], partition)
        let committed = try await bench.load([("4", 10)], partition)
        bench.expect(committed.change == .replaced, "other content is not reported as replaced")
        try await bench.expect(read(partition) == ["4"], "a commit does not replace the whole partition")
    }

    private func leavesTheSameAlone() async throws {
        let partition = bench.partition("same")
        try await bench.load([("1", 30), ("2", 20)], partition)
        let committed = try await bench.load([("1", 30), ("2", 20)], partition)
        bench.expect(committed.change == .unchanged, "the same rows again are not reported as unchanged")
        try await bench.expect(read(partition) == ["1", "2"], "the same rows again spoil the partition")
    }

    private func writesDaysWithoutRows() async throws {
        let partition = bench.partition("empty")
        try await bench.load([("1", 30)], partition)
        let committed = try await bench.load([], partition)
        bench.expect(committed.rows == 0 && committed.received == 0, "counts rows on a day without any")
        try await bench.expect(read(partition) == [], "a day without rows keeps the old ones, or is not there")
    }

    private func abandonLeavesWhatIsVisible() async throws {
        let partition = bench.partition("abandon")
        try await bench.load([("1", 30)], partition)
        try await bench.session("abandon") { session in
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("2", 30)], to: writer)
            try await writer.abandon(keepingProgress: false)
            let again = try await session.open(bench.plan(partition))
            bench.expect(again.kept.isEmpty, "takes up what was given up")
            try await again.abandon(keepingProgress: true)
        }
        try await bench.expect(read(partition) == ["1"], "giving a partition up changes what is visible")
    }

    private func markSuspectLeavesRows() async throws {
        let partition = bench.partition("suspect")
        let before = try await bench.load([("1", 30)], partition)
        try await bench.session("suspect") { session in
            try await session.markSuspect(partition)
            try await session.markSuspect(bench.partition("never"))
            let after = try await session.committed(partition)
            bench.expect(after == nil || after?.rows == before.rows, "marking a partition changes its rows")
        }
        try await bench.expect(read(partition) == ["1"], "marking a partition changes its rows")
        try await bench.expect(read(bench.partition("never")) == nil, "marking a partition that is not there makes one")
    }

    private func keepsPartitionsApart() async throws {
        let first = bench.partition("apart_1")
        let second = bench.partition("apart_2")
        try await bench.session("apart") { session in
            let one = try await session.open(bench.plan(first))
            let other = try await session.open(bench.plan(second))
            let batch = try bench.batch([("1", 40), ("2", 30), ("3", 20)])
            try await one.append(batch, rows: 0..<1)
            try await other.append(batch, rows: 1..<3)
            try await one.keep(bench.window(rows: 1))
            try await other.keep(bench.window(rows: 2))
            _ = try await other.commit(bench.outcome())
            try await bench.expect(read(first) == nil, "committing one partition shows another")
            _ = try await one.commit(bench.outcome())
            let found = try await session.committed(second)
            bench.expect(found == nil || found?.rows == 2, "does not remember what was committed")
        }
        try await bench.expect(read(first) == ["1"], "mixes partitions")
        try await bench.expect(read(second) == ["2", "3"], "mixes partitions")
    }

    private func endsACommitBesideOtherWork() async throws {
        let first = bench.partition("beside_1")
        let second = bench.partition("beside_2")
        try await bench.session("beside") { session in
            let writer = try await session.open(bench.plan(first))
            try await bench.add([("1", 30), ("2", 20)], to: writer)
            let pending = try await writer.beginCommit(bench.outcome())
            async let ending = pending.finish()
            let other = try await session.open(bench.plan(second))
            try await bench.add([("3", 10)], to: other)
            let committed = try await ending
            bench.expect((committed.received, committed.rows) == (2, 2), "counts wrongly in a commit beside other work")
            _ = try await other.commit(bench.outcome())
        }
        try await bench.expect(read(first) == ["1", "2"], "a commit beside other work does not show its rows")
        try await bench.expect(read(second) == ["3"], "a commit takes rows of the partition written beside it")
    }

    private func bringsWindowsIntoOrder() async throws {
        let partition = bench.partition("order")
        try await bench.session("order") { session in
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("1", 50), ("2", 70), ("3", 70), ("4", 60)], to: writer)
            try await bench.add([("5", 20), ("6", nil), ("7", 30)], to: writer)
            _ = try await writer.commit(bench.outcome())
        }
        try await bench.expect(
            read(partition) == ["2", "3", "4", "1", "7", "6", "5"],
            "rows of a window are not newest first, in their own order within a second")
    }

    private func passesErrorsOn() async throws {
        struct Stop: Error {}
        let partition = bench.partition("errors")
        do {
            try await bench.session("errors") { session in
                let writer = try await session.open(bench.plan(partition))
                try await bench.add([("1", 50)], to: writer)
                throw Stop()
            }
            bench.expect(false, "an error of the session's body is lost")
        } catch {
            bench.expect(error is Stop, "an error of the session's body becomes another one: \(error)")
        }
        try await bench.expect(read(partition) == nil, "shows rows of a session that failed")
    }

    private func goesOnAfterAnInterruption() async throws {
        struct Killed: Error {}
        let done = bench.partition("done")
        let begun = bench.partition("begun")
        let run = bench.identity("resume")
        try? await bench.loader.withSession(run) { session in
            let finished = try await session.open(bench.plan(done))
            try await bench.add([("1", 50)], to: finished)
            _ = try await finished.commit(bench.outcome())
            let writer = try await session.open(bench.plan(begun))
            try await bench.add([("1", 50)], to: writer)
            try await bench.append([("2", 40)], to: writer)
            throw Killed()
        }
        try await bench.loader.withSession(run) { session in
            let isKnown = await session.wasCommittedByThisRun(done)
            let isBegunKnown = await session.wasCommittedByThisRun(begun)
            bench.expect(isKnown == resumes && !isBegunKnown, "does not know what the interrupted run committed")
            let writer = try await session.open(bench.plan(begun))
            bench.expect(writer.kept.count == (resumes ? 1 : 0), "does not take up the windows that were kept")
            if writer.kept.isEmpty { try await bench.add([("1", 50)], to: writer) }
            try await bench.add([("3", 30)], to: writer)
            _ = try await writer.commit(bench.outcome())
            try await session.finish(endedWell: true)
        }
        try await bench.expect(read(begun) == ["1", "3"], "an interruption loses rows or doubles them")
        try await bench.loader.withSession(run) { session in
            let isKnown = await session.wasCommittedByThisRun(done)
            bench.expect(!isKnown, "takes up a run that ended well")
            try await session.finish(endedWell: true)
        }
    }
}
