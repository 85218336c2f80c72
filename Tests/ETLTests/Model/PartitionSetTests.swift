import ETL
import TestSupport
import Testing

@Suite struct PartitionSetTests {
    @Test(arguments: 0..<20)
    func holdsWhatASetWould(seed: UInt64) {
        var random = SplitMix(state: seed)
        var (set, model) = (PartitionSet(), Set<Partition>())
        for _ in 0..<Int.random(in: 0..<200, using: &random) {
            let partition = Self.partition(&random)
            set.insert(partition)
            model.insert(partition)
            let asked = Self.partition(&random)
            #expect(set.contains(asked) == model.contains(asked))
        }
    }

    private static func partition(_ random: inout SplitMix) -> Partition {
        Partition(
            report: ["cdr_1", "cdr_3"].randomElement(using: &random) ?? "",
            source: ["a", "b", "cdr_1"].randomElement(using: &random) ?? "",
            day: Day(number: Int32.random(in: -20..<20, using: &random)))
    }
}
