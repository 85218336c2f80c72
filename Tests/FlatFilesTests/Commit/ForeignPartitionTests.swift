import ETL
import Testing

@testable import FlatFiles

/// A partition of somebody else is never replaced, whatever a run looked at before it began.
@Suite struct ForeignPartitionTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func commit(
        _ rows: [String], pipeline: String, origin: String = "wv0012.wolkvox.com", recipe: String,
        takesOver: Bool = false
    ) async throws -> CommittedPartition {
        var plan = Fixture.plan()
        plan.provenance = Provenance(pipeline: pipeline, origin: origin, recipe: recipe)
        plan.takesOver = takesOver
        return try await FlatFileLoader(Fixture.options(directory)).commit(rows, plan: plan)
    }

    @Test func theManifestSaysWhoseTheDayIs() async throws {
        let committed = try await commit([Fixture.row(1)], pipeline: "nightly", recipe: "a")
        #expect(committed.provenance == Provenance(pipeline: "nightly", origin: "wv0012.wolkvox.com", recipe: "a"))
        let text = try directory.text(Fixture.manifestFile)
        for line in [#""pipeline": "nightly""#, #""origin": "wv0012.wolkvox.com""#, #""recipe": "a""#, #""hides": []"#]
        {
            #expect(text.contains(line))
        }
    }

    @Test(arguments: [("nightly", "127.0.0.1", "a"), ("hourly", "wv0012.wolkvox.com", "b")])
    func aForeignDayIsReplacedOnlyOnDemand(pipeline: String, origin: String, recipe: String) async throws {
        _ = try await commit([Fixture.row(1)], pipeline: "nightly", recipe: "a")
        let before = try directory.bytes(Fixture.dataFile)
        let error = await #expect(throws: ETLError.self) {
            try await commit([Fixture.row(2)], pipeline: pipeline, origin: origin, recipe: recipe)
        }
        #expect(error?.code == .configuration && error?.remedy == .foreignDay)
        #expect(try directory.bytes(Fixture.dataFile) == before)
        let taken = try await commit(
            [Fixture.row(2)], pipeline: pipeline, origin: origin, recipe: recipe, takesOver: true)
        #expect(taken.change == .replaced && taken.provenance?.origin == origin)
    }

    @Test func aStaleDayOfTheSamePipelineIsReplaced() async throws {
        _ = try await commit([Fixture.row(1)], pipeline: "nightly", recipe: "a")
        #expect(try await commit([Fixture.row(1)], pipeline: "nightly", recipe: "b").change == .replaced)
        #expect(try directory.text(Fixture.manifestFile).contains(#""recipe": "b""#))
    }

    @Test func theSameRecipeOfAnotherPipelineLeavesTheDayAlone() async throws {
        _ = try await commit([Fixture.row(1)], pipeline: "nightly", recipe: "a")
        #expect(try await commit([Fixture.row(1)], pipeline: "backfill", recipe: "a").change == .unchanged)
    }
}
