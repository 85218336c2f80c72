import ETL
import Testing

@Suite struct ProvenanceTests {
    private let mine = Provenance(pipeline: "nightly", origin: "wv0012.wolkvox.com", recipe: "a")

    private func other(pipeline: String = "nightly", origin: String = "wv0012.wolkvox.com", recipe: String = "a")
        -> Provenance
    {
        Provenance(pipeline: pipeline, origin: origin, recipe: recipe)
    }

    @Test func theSameRecipeIsCurrentWhicheverPipelineUsedIt() {
        #expect(mine.standing(of: mine) == .current)
        #expect(mine.standing(of: other(pipeline: "backfill")) == .current)
    }

    @Test func anotherRecipeIsStaleInTheSamePipelineAndForeignInAnother() {
        #expect(mine.standing(of: other(recipe: "b")) == .stale)
        #expect(mine.standing(of: other(pipeline: "backfill", recipe: "b")) == .foreign)
    }

    @Test func anotherOriginIsForeignWhateverElseIsTheSame() {
        #expect(mine.standing(of: other(origin: "127.0.0.1")) == .foreign)
    }

    @Test func whatSaysNothingIsOnesOwnAndStale() { #expect(mine.standing(of: nil) == .stale) }

    @Test(arguments: [("report", "report_value"), ("source", "source_value"), ("day", "day_value"), ("days", "days")])
    func aPartitionKeyHidesNoColumn(name: String, column: String) { #expect(Partition.columnName(name) == column) }
}
