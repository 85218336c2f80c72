import Disk
import ETL
import TestSupport
import Testing

@testable import FlatFiles

/// Staging that was damaged between a kill and the next start: what does not fit is never published as a whole day.
@Suite struct DamagedStagingTests {
    private struct Killed: Error {}

    private let directory: TemporaryDirectory
    private let before = [Fixture.row(1), Fixture.row(2, note: "bad")]
    private let after = [Fixture.row(3), Fixture.row(4), Fixture.row(5, note: "bad"), Fixture.row(6, note: "bad")]

    init() throws { directory = try TemporaryDirectory() }

    enum Damage: CaseIterable { case flip, cut, zeros, appended, deleted, doubled, swapped }

    private static let steps: [CommitStep] = [
        .syncStaging, .renameData, .renameQuarantine, .renameManifest, .syncDirectories, .writeJournal, .removeIntent,
    ]

    @Test(arguments: steps, Damage.allCases) func isNeverTakenForTheDay(step: CommitStep, damage: Damage) async throws {
        let expected = try TemporaryDirectory()
        _ = try await FlatFileLoader(Fixture.options(expected)).commit(before)
        _ = try await FlatFileLoader(Fixture.options(expected)).commit(after)
        let wanted = try expected.snapshot().mapValues(\.bytes)
        var random = SplitMix(state: 12)
        var victim = 0
        while true {
            let directory = try TemporaryDirectory()
            _ = try await FlatFileLoader(Fixture.options(directory)).commit(before)
            let old = try directory.snapshot().mapValues(\.bytes)
            let faulty = FlatFileLoader(Fixture.options(directory), workers: 1) { if $0 == step { throw Killed() } }
            await #expect(throws: Killed.self) { try await faulty.commit(after) }
            let staged = directory.all.filter {
                $0.hasPrefix("_staging/run-") && !$0.hasSuffix("/lock") && !$0.hasSuffix("checkpoint.spare")
            }
            guard victim < staged.count else { break }
            try harm(directory, staged, victim, damage, &random)
            let comment: Comment = "\(staged[victim]), \(damage), killed before \(step)"
            victim += 1

            // The next start believes the day only if it is one of the two that it may be.
            let found = try await FlatFileLoader(Fixture.options(directory)).withSession(Fixture.run()) { session in
                let isJournaled = await session.wasCommittedByThisRun(Fixture.partition)
                return (try await session.committed(Fixture.partition), isJournaled)
            }
            let visible = try directory.snapshot().mapValues(\.bytes)
            if let committed = found.0 {
                #expect(visible == (committed.rows == 2 ? wanted : old), comment)
                #expect(!found.1 || committed.rows == 2, comment)
            }
            // Requested again, it is what it should be.
            _ = try await FlatFileLoader(Fixture.options(directory)).commit(after, Fixture.run("again", fresh: true))
            #expect(try directory.snapshot().mapValues(\.bytes) == wanted, comment)
            #expect(try directory.lake.verify().problems == [], comment)
        }
        #expect(victim > 0)
    }

    private func harm(
        _ directory: TemporaryDirectory, _ staged: [String], _ victim: Int, _ damage: Damage, _ random: inout SplitMix
    ) throws {
        let path = "\(directory.path)/\(staged[victim])"
        var bytes = try directory.bytes(staged[victim])
        switch damage {
        case .flip where !bytes.isEmpty:
            for _ in 0..<3 {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
        case .cut: bytes = Array(bytes.dropLast(max(1, bytes.count / 3)))
        case .zeros where !bytes.isEmpty:
            for place in bytes.indices.suffix(bytes.count / 2) { bytes[place] = 0 }
        case .doubled: bytes += bytes
        case .swapped: bytes = try directory.bytes(staged[(victim + 1) % staged.count])
        default: bytes += [1, 2, 3]
        }
        try Files.remove(path)
        if damage != .deleted { try Files.write(bytes, to: path) }
    }

    @Test func aCheckpointOfAnotherDayIsNotBelieved() async throws {
        let loader = FlatFileLoader(Fixture.options(directory))
        let batch = try Fixture.batch(before)
        let other = Partition(report: "cdr_1", source: "bogota", day: Fixture.day.advanced(by: 1))
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: batch.count, calls: 1))
        }
        for name in directory.all where name.contains("day=\(Fixture.day)") {
            try Files.write(
                try directory.bytes(name),
                to: "\(directory.path)/\(name.replacing("day=\(Fixture.day)", with: "day=\(other.day)"))")
        }
        let kept = try await loader.withSession(Fixture.run()) { session in
            (try await session.open(Fixture.plan(other)).kept.count, try await session.open(Fixture.plan()).kept.count)
        }
        #expect(kept == (0, 1))
    }

    @Test func aCompressedCheckpointHoldsWhatAPlainOneHolds() async throws {
        let tail = (0..<5000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        var header = Checkpoint.Header(
            layout: "x", kept: [], rows: 0, quarantined: 0, data: .init(tailBytes: tail.count, contentSHA256: ""),
            quarantine: .init(contentSHA256: ""))
        let plain = try Checkpoint(decoding: try Checkpoint.opening(header, notes: [1]) + tail)
        let packed = (try await header.data.pack([tail]), try await header.quarantine.pack([]))
        let bytes = try Checkpoint.opening(header, notes: [1]) + packed.0 + packed.1
        #expect(bytes.count < tail.count)
        let read = try Checkpoint(decoding: bytes)
        #expect(read.dataTail == plain.dataTail && read.quarantineTail == [] && read.notes == [1])
        // A length that is wrong is damage, however much the rest unpacks to.
        header.data.tailBytes -= 1
        let wrong = try Checkpoint.opening(header, notes: [1]) + packed.0 + packed.1
        #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: wrong) }
    }

    @Test func aCheckpointWhoseSumsAreWrongIsNotBelieved() throws {
        var header = Checkpoint.Header(
            layout: "x", kept: [KeptWindow(part: 0, window: Fixture.window(), rows: 3, calls: 1)], rows: 2,
            quarantined: 1,
            data: .init(contentSHA256: ""), quarantine: .init(contentSHA256: ""))
        #expect(throws: Never.self) { try Checkpoint(decoding: try Checkpoint.opening(header, notes: [])) }
        header.rows = 3
        #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: try Checkpoint.opening(header, notes: [])) }
    }
}
