import ByteScan
import Testing

/// A list with holes, as PHP writes it: an object whose keys are whole numbers.
@Suite struct NumberedListTests {
    private func scanned(_ data: String, chunk: Int) -> ScanOutcome {
        scan(Array(#"{"code":200,"data":\#(data),"msg":"x"}"#.utf8), keys: ["a", "b"], chunk: chunk)
    }

    @Test(arguments: [
        #"{"0":{"a":"x"},"2":{"a":"y"},"1":{"a":"z"}}"#, #"{ "7" : {"a":"x"} , "8" : {"a":"y"}, "-1":{"a":"z"} }"#,
    ])
    func itsElementsAreRowsInTheOrderInWhichTheyStand(data: String) {
        for chunk in chunkSizes {
            let outcome = scanned(data, chunk: chunk)
            #expect(outcome.error == nil)
            #expect(outcome.rows == [["x", nil], ["y", nil], ["z", nil]])
            #expect(outcome.envelope.rows == .array)
            #expect(outcome.envelope.message == "x")
        }
    }

    @Test func anEmptyObjectIsNoRow() {
        for chunk in chunkSizes {
            for data in ["{}", "{ \n }"] {
                let outcome = scanned(data, chunk: chunk)
                #expect(outcome.error == nil)
                #expect(outcome.rows.isEmpty)
                #expect(outcome.envelope.rows == .object)
            }
        }
    }

    @Test func otherKeysMakeALoneRow() {
        for data in [#"{"a":"x","0":"y"}"#, #"{"1a":"x","a":"x"}"#, #"{"":"","a":"x"}"#, #"{"-":1,"a":"x"}"#] {
            for chunk in chunkSizes {
                let outcome = scanned(data, chunk: chunk)
                #expect(outcome.rows == [["x", nil]])
                #expect(outcome.envelope.rows == .object)
            }
        }
    }

    @Test(arguments: [
        (#"{"0":{"a":"x"},"a":{}}"#, JSONScanError.Code.mixedKeys), (#"{"0":{"a":"x"}]"#, .unexpectedByte),
        (#"{"0":{"a":"x"},}"#, .unexpectedByte), (#"{"0" {}}"#, .unexpectedByte),
    ])
    func whatIsNeitherIsBroken(data: String, code: JSONScanError.Code) {
        for chunk in chunkSizes { #expect(scanned(data, chunk: chunk).error?.code == code) }
    }
}
