import ETL
import TestSupport
import Testing

@testable import FlatFiles

@Suite struct CheckpointTests {
    private let checkpoint = Checkpoint(
        header: Checkpoint.Header(
            layout: "x", kept: [KeptWindow(part: 0, window: Fixture.window(), rows: 3, calls: 1)], rows: 2,
            quarantined: 1, data: .init(fileBytes: 100, contentBytes: GzipFraming.blockBytes, crc: 7, tailBytes: 3),
            quarantine: .init(tailBytes: 2)),
        dataTail: [1, 2, 3], quarantineTail: [4, 5], notes: [6, 7, 8, 9])

    @Test func comesBackAsItWas() throws {
        #expect(try Checkpoint(decoding: checkpoint.encoded()) == checkpoint)
    }

    @Test func everyChangedByteIsNoticed() throws {
        let bytes = try checkpoint.encoded()
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: changed) }
        }
    }

    @Test func everyCutIsNoticed() throws {
        let bytes = try checkpoint.encoded()
        for length in bytes.indices {
            #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: Array(bytes[..<length])) }
        }
    }

    @Test func aWindowThatEndsBeforeItBeginsIsDamage() throws {
        var header = checkpoint.header
        header.kept[0].last = header.kept[0].first - 1
        let bytes = try Checkpoint(header: header, dataTail: [1, 2, 3], quarantineTail: [4, 5]).encoded()
        #expect(throws: Checkpoint.Damaged.self) { try Checkpoint(decoding: bytes) }
    }

    private enum Harm: CaseIterable {
        case cutStagedFile, changedStagedFile, missingStagedFile, changedCheckpoint, otherColumns, otherCompressor
    }

    @Test(arguments: Harm.allCases) private func whatDoesNotFitIsBegunAnew(harm: Harm) async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory))
        let long = String(repeating: "y", count: GzipFraming.blockBytes + 100_000)
        let batch = try Fixture.batch([Fixture.row(1, seconds: 10, note: long)])
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
        }
        let data = try #require(directory.all.first { $0.hasSuffix(".data") })
        let saved = try #require(directory.all.first { $0.hasSuffix(".checkpoint") })
        var plan = Fixture.plan()
        switch harm {
        case .cutStagedFile: try OpenFile("\(directory.path)/\(data)", .update).truncate(to: 50)
        case .changedStagedFile: try OpenFile("\(directory.path)/\(data)", .update).write([1, 2, 3], at: 100)
        case .missingStagedFile: try Files.remove("\(directory.path)/\(data)")
        case .changedCheckpoint: try OpenFile("\(directory.path)/\(saved)", .update).write([0], at: 30)
        case .otherColumns: plan.schema.fields[0].name = "identifier"
        case .otherCompressor: try begin(by: "another", "\(directory.path)/\(saved)", loader.options, plan)
        }
        let kept = try await loader.withSession(Fixture.run()) { [plan] session in
            try await session.open(plan).kept.count
        }
        #expect(kept == 0)
    }

    /// Makes a checkpoint say that another compressor wrote the staged bytes.
    private func begin(
        by compressor: String, _ path: String, _ options: FlatFileOptions, _ plan: PartitionPlan
    ) throws {
        let own = try Checkpoint(decoding: try #require(try Files.contents(of: path)))
        #expect(own.header.layout == options.layout(of: plan))
        var header = own.header
        header.layout = options.layout(of: plan, compressor: compressor)
        let other = Checkpoint(header: header, dataTail: own.dataTail, quarantineTail: own.quarantineTail)
        try Files.write(try other.encoded(), to: path)
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
        #expect(try OutputVerifier.verify(directory.path).problems == [])
    }
}
