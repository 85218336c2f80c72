import Testing

@testable import ETL
@testable import FlatFiles

/// What an earlier holder of a lease received replaces nothing that a later one committed.
@Suite struct FenceTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    private func commit(_ note: String, _ fence: Fence?) async throws -> CommittedPartition {
        let batch = try Fixture.batch([Fixture.row(1, seconds: 5, note: note)])
        return try await loader.withSession(Fixture.run("run-\(note)-\(fence?.number ?? 0)")) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            let committed = try await writer.commit(
                PartitionOutcome(state: .final, extractedAt: 1_790_000_000, fence: fence))
            try await session.finish(endedWell: true)
            return committed
        }
    }

    private var manifest: Manifest {
        get throws {
            try #require(try ManifestReading.read("\(directory.path)/\(Fixture.manifestFile)").manifest)
        }
    }

    @Test func aLowerNumberOfTheSameLeaseIsRefused() async throws {
        _ = try await commit("a", Fence(lease: "l", number: 4))
        _ = try await commit("b", Fence(lease: "l", number: 5))
        do {
            _ = try await commit("c", Fence(lease: "l", number: 4))
            Issue.record("the commit was not refused")
        } catch let error as ETLError {
            #expect(error.code == .tryLater && error.message.contains("number 4 of the lease l"))
        }
        #expect(try manifest.fence == Fence(lease: "l", number: 5))
        // Another lease's numbers say nothing. Rows that came without a lease, such as an archive's, take no number away.
        _ = try await commit("d", Fence(lease: "m", number: 2))
        _ = try await commit("e", nil)
        #expect(try manifest.fence == Fence(lease: "m", number: 2))
        await #expect(throws: ETLError.self) { _ = try await commit("f", Fence(lease: "m", number: 1)) }
    }

    /// Who finds the same rows there has looked later all the same.
    @Test func theSameRowsTakeTheNumberOfWhoReceivedThemLast() async throws {
        _ = try await commit("a", Fence(lease: "l", number: 4))
        let again = try await commit("a", Fence(lease: "l", number: 6))
        #expect(again.change == .unchanged)
        #expect(try manifest.fence == Fence(lease: "l", number: 6))
        await #expect(throws: ETLError.self) { _ = try await commit("older", Fence(lease: "l", number: 5)) }
    }
}
