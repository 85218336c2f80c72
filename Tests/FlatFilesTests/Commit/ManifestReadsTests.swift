import ETL
import FlatFiles
import Testing

/// Reading and decoding a manifest costs more than anything else of a day that did not change.
@Suite struct ManifestReadsTests {
    /// What the second of two commits is.
    enum Second: CaseIterable {
        case sameRows, otherOrder, otherState, otherRows, otherRejections, noRows, otherFormat, overDamage
    }

    @Test(arguments: Second.allCases) func aCommitDecodesTheVisibleManifestTwice(_ second: Second) async throws {
        let directory = try TemporaryDirectory()
        let rows = [Fixture.row(1, seconds: 50), Fixture.row(2, seconds: 50), Fixture.row(3, note: "bad")]
        let loader = FlatFileLoader(Fixture.options(directory))
        _ = try await loader.commit(rows)
        if second == .overDamage { try directory.write("{", to: Fixture.manifestFile) }
        let opened = try OpenedFiles(in: "\(directory.path)/\(Fixture.directory)")
        let committed =
            switch second {
            case .sameRows, .overDamage: try await loader.commit(rows)
            case .otherOrder: try await loader.commit([rows[1], rows[0], rows[2]])
            case .otherState: try await loader.commit(rows, state: .open)
            case .otherRows: try await loader.commit(rows + [Fixture.row(4, seconds: 60)])
            case .otherRejections: try await loader.commit(rows + [Fixture.row(4, note: "bad")])
            case .noRows: try await loader.commit([])
            case .otherFormat: try await FlatFileLoader(Fixture.options(directory, .csv)).commit(rows)
            }
        // Where it is replaced, its bytes are read once more for the hash that the intent names; nothing is decoded then.
        let hashed = committed.change == .unchanged ? 0 : 1
        #expect(opened.names().count { $0 == "_manifest.json" } - hashed == 2)
        #expect(committed.change == ([.sameRows, .otherOrder].contains(second) ? .unchanged : .replaced))
    }
}
