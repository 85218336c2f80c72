import ETL
import Testing

@testable import FlatFiles

@Suite struct SafeNameTests {
    @Test(arguments: ["cdr_1", "A", "0", "a.b-c_d", String(repeating: "a", count: 64)])
    func plainNamesAreSafe(name: String) throws {
        #expect(SafeName.isSafe(name))
    }

    @Test(arguments: [
        "", ".", "..", "../x", "/x", "a/b", "_x", ".x", "-x", "a b", "a\0", "a\n", "ñ", "a=b", "a,b", "~", "a..b",
        String(repeating: "a", count: 65),
    ])
    func allElseIsRefused(name: String) {
        #expect(!SafeName.isSafe(name))
        #expect(throws: ETLError.self) {
            try PartitionPaths(Partition(report: name, source: "s", day: Day(number: 0)))
        }
        #expect(throws: ETLError.self) {
            try PartitionPaths(Partition(report: "r", source: name, day: Day(number: 0)))
        }
    }
}
