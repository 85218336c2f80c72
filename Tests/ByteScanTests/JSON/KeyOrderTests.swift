import ByteScan
import TestSupport
import Testing

@Suite struct KeyOrderTests {
    private static let keys = [
        "agent_name", "date", "telephone", "cost", "comment", "a", "result_of_the_longest_name_of_all",
    ]

    /// Answers whose keys come in an order of their own, which changes after some rows, with what each row holds.
    private static func answer(changes: Int, seed: UInt64) -> (text: [UInt8], rows: [[String?]], extras: Int) {
        var random = SplitMix(state: seed)
        var rows: [[String?]] = []
        var elements: [String] = []
        var extras = 0
        for _ in 0..<changes {
            let order = keys.indices.shuffled(using: &random)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                var row: [String?] = keys.indices.map { "value \($0) of \(rows.count)" }
                var members = order.map { "\"\(keys[$0])\":\"\(row[$0] ?? "")\"" }
                switch Int.random(in: 0..<8, using: &random) {
                case 0:
                    row[order[2]] = nil
                    members.remove(at: 2)
                case 1:
                    members.insert("\"unknown\":\"x\"", at: 3)
                    extras += 1
                case 2:
                    row[order[1]] = "17"
                    members[1] = "\"\(keys[order[1]])\" : 17"
                default: break
                }
                rows.append(row)
                elements.append("{\(members.joined(separator: ","))}")
            }
        }
        let text = "{\"code\":\"200\",\"error\":null,\"msg\":\"\",\"data\":[\(elements.joined(separator: ","))]}"
        return (Array(text.utf8), rows, extras)
    }

    @Test(arguments: [1, 2, 5, 30], [1, 2, 3, 4] as [UInt64])
    func everyOrderBringsTheSameRows(changes: Int, seed: UInt64) {
        let answer = Self.answer(changes: changes, seed: seed)
        for chunk in chunkSizes + [answer.text.count] {
            let outcome = scan(answer.text, keys: Self.keys, chunk: chunk, rowCapacity: 1 + chunk % 7)
            #expect(outcome.rows == answer.rows, "chunks of \(chunk)")
            #expect(outcome.extras.count == answer.extras)
            #expect(outcome.irregular.isEmpty)
        }
    }

    @Test func aKeyThatStandsTwiceIsFoundInAnOrderThatWasLearnt() {
        let good = "{\"b\":\"1\",\"a\":\"2\"}"
        let text = "{\"data\":[\(good),\(good),{\"b\":\"3\",\"a\":\"4\",\"b\":\"5\"},\(good)],\"code\":200}"
        let outcome = scan(Array(text.utf8), keys: ["a", "b"], chunk: 4096, rowCapacity: 10)
        #expect(outcome.rows == [["2", "1"], ["2", "1"], ["4", "3"], ["2", "1"]])
        #expect(outcome.irregular == ["2 duplicateKey b"])
    }
}
