import ByteScan
import Testing

/// Unknown keys are added to those that are there; nothing is copied or compared for each of them again.
@Suite struct UnknownKeysTests {
    private static func answer(rows: Int, keys: Int) -> [UInt8] {
        let row = "{\"id\":\"1\",\((0..<keys).map { "\"k\($0)\":\"v\"" }.joined(separator: ","))}"
        return Array("{\"code\":200,\"data\":[\(Array(repeating: row, count: rows).joined(separator: ","))]}".utf8)
    }

    /// An array that is copied when it grows comes out with room for its own elements alone.
    @Test(arguments: [1, 7, 8, 9, 1000]) func addingThemCopiesNothing(keys: Int) throws {
        let answer = Self.answer(rows: 5, keys: keys)
        var scanner = EnvelopeScanner(envelope: .tested, keys: ["id"])
        var rows = ScannedRows(columns: 1, rowCapacity: 10)
        rows.extras.reserveCapacity(100_000)
        let room = rows.extras.capacity
        #expect(try scanner.scan(answer.span, isFinal: true, into: &rows) == .complete)
        #expect(rows.extras.count == 5 * keys)
        #expect(rows.extras.capacity == room)
    }

    @Test(arguments: [2, 8, 9, 500]) func aKeyThatStandsTwiceAmongManyIsFound(keys: Int) {
        let others = (0..<keys).map { "\"k\($0)\":1" }.joined(separator: ",")
        let text = "{\"data\":[{\"a\":\"1\",\(others),\"\\u006b0\":2},{\"a\":\"2\",\(others)}],\"code\":200}"
        let outcome = scan(Array(text.utf8), keys: ["a"], chunk: 1 << 20)
        #expect(outcome.irregular == ["0 duplicateKey k0"])
        #expect(outcome.extras.count == 2 * keys)
    }
}
