import Disk
import ETL
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct CheckpointTests {
    private let header = Checkpoint.Header(
        layout: "x", kept: [KeptWindow(part: 0, window: Fixture.window(), rows: 3, calls: 1)], rows: 2,
        quarantined: 1,
        data: .init(fileBytes: 100, contentBytes: GzipFraming.blockBytes, tailBytes: 3, contentSHA256: "a"),
        quarantine: .init(tailBytes: 2, contentSHA256: "b"))

    private func file(_ header: Checkpoint.Header) throws -> (bytes: [UInt8], opening: Int) {
        let opening = try Checkpoint.opening(header, notes: [6, 7, 8, 9])
        return (opening + [1, 2, 3, 4, 5], opening.count)
    }

    @Test func comesBackAsItWas() throws {
        let checkpoint = try Checkpoint(decoding: file(header).bytes)
        var expected = header
        expected.noteBytes = 4
        #expect(checkpoint.header == expected)
        #expect(checkpoint.notes == [6, 7, 8, 9])
        #expect(checkpoint.dataTail == [1, 2, 3])
        #expect(checkpoint.quarantineTail == [4, 5])
    }

    @Test func everyChangedByteOfTheOpeningIsNoticed() throws {
        let (bytes, opening) = try file(header)
        for index in 0..<opening {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: changed) }
        }
    }

    @Test func everyCutIsNoticed() throws {
        let bytes = try file(header).bytes
        for length in bytes.indices {
            #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: bytes + [0]) }
    }

    @Test func aWindowThatEndsBeforeItBeginsIsDamage() throws {
        var header = header
        header.kept[0].last = header.kept[0].first - 1
        #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: file(header).bytes) }
    }

    private enum Harm: CaseIterable {
        case cutStagedFile, changedStagedFile, missingStagedFile, changedCheckpoint, changedTail, otherColumns,
            otherCompressor
    }

    @Test(arguments: Harm.allCases) private func whatDoesNotFitIsBegunAnew(harm: Harm) async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory), workers: 1, observer: nil)
        // More blocks than may be on their way, so that some are in the staged file.
        let long = String(repeating: "y", count: GzipFraming.blockBytes + 20_000)
        let batch = try Fixture.batch((1...4).map { Fixture.row($0, note: long) })
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<4)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 4, calls: 1))
        }
        let data = try #require(directory.all.first { $0.hasSuffix(".data") })
        let saved = try #require(directory.all.first { $0.hasSuffix(".checkpoint") })
        var plan = Fixture.plan()
        switch harm {
        case .cutStagedFile: try OpenFile("\(directory.path)/\(data)", .update).truncate(to: 50)
        case .changedStagedFile: try OpenFile("\(directory.path)/\(data)", .update).write([1, 2, 3], at: 100)
        case .missingStagedFile: try Files.remove("\(directory.path)/\(data)")
        case .changedCheckpoint: try OpenFile("\(directory.path)/\(saved)", .update).write([0], at: 30)
        case .changedTail:
            let file = try OpenFile("\(directory.path)/\(saved)", .update)
            try file.write([0], at: try file.size() - 7)
        case .otherColumns: plan.schema.fields[0].name = "identifier"
        case .otherCompressor: try begin(by: "another", "\(directory.path)/\(saved)", loader.options, plan)
        }
        let kept = try await loader.withSession(Fixture.run()) { [plan] session in
            try await session.open(plan).kept.count
        }
        #expect(kept == 0)
    }

    /// A kill between the renames that replace a checkpoint.
    @Test func theFormerCheckpointCountsWhileThereIsNoOther() async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory))
        for (id, hours) in [(2, 12..<24), (1, 0..<12)] {
            try await loader.withSession(Fixture.run()) { session in
                let writer = try await session.open(Fixture.plan())
                #expect(writer.kept.count == 2 - id)
                try await writer.append(try Fixture.batch([Fixture.row(id)]), rows: 0..<1)
                try await writer.keep(KeptWindow(part: 0, window: Fixture.window(hours), rows: 1, calls: 1))
            }
            let saved = try #require(directory.all.first { $0.hasSuffix(".checkpoint") })
            try Files.rename("\(directory.path)/\(saved)", to: "\(directory.path)/\(saved).former")
        }
        let committed = try await loader.withSession(Fixture.run()) { session in
            try await session.open(Fixture.plan()).commit(Fixture.outcome)
        }
        #expect(committed.rows == 2)
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            #expect(writer.kept.isEmpty)
        }
    }

    /// Makes a checkpoint say that another compressor wrote the staged bytes.
    private func begin(
        by compressor: String, _ path: String, _ options: FlatFileOptions, _ plan: PartitionPlan
    ) throws {
        let own = try Checkpoint(decoding: try #require(try Files.contents(of: path)))
        #expect(own.header.layout == options.layout(of: plan))
        var header = own.header
        header.layout = options.layout(of: plan, compressor: compressor)
        try Files.write(
            try Checkpoint.opening(header, notes: own.notes) + own.dataTail + own.quarantineTail, to: path)
    }

    @Test func bytesBehindTheCheckpointAreForgotten() async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory))
        let long = String(repeating: "z", count: 2 * GzipFraming.blockBytes + 100_000)
        let batch = try Fixture.batch([Fixture.row(1, seconds: 10, note: long)])
        for _ in 0..<2 {
            try await loader.withSession(Fixture.run()) { session in
                let writer = try await session.open(Fixture.plan())
                if writer.kept.isEmpty {
                    try await writer.append(batch, rows: 0..<1)
                    try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
                }
                try await writer.append(batch, rows: 0..<1)
            }
        }
        let committed = try await loader.withSession(Fixture.run()) { session in
            try await session.open(Fixture.plan()).commit(Fixture.outcome)
        }
        #expect(committed.rows == 1)
        #expect(try directory.lake.verify().problems == [])
    }
}
