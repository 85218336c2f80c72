import ByteScan
import Foundation
import Testing

@Suite struct EnvelopeScannerTests {
    private let keys = ["a", "b", "c"]

    private func scanned(_ json: String, chunk: Int = Int.max / 2) -> ScanOutcome {
        scan(Array(json.utf8), keys: keys, chunk: chunk)
    }

    @Test func readsRowsAndEnvelope() {
        let outcome = scanned(
            #"{"code": 200, "error": null, "msg": "2 records were found", "data": [{"a":"1","b":"2","c":"3"}, {"a":"x"}]}"#
        )
        #expect(outcome.error == nil)
        #expect(outcome.rows == [["1", "2", "3"], ["x", nil, nil]])
        #expect(outcome.envelope.code == 200)
        #expect(outcome.envelope.error == nil)
        #expect(outcome.envelope.message == "2 records were found")
        #expect(outcome.envelope.rows == .array)
    }

    @Test func takesTheEnvelopesKeysInAnyOrder() {
        let outcome = scanned(
            #"{"data":[{"c":"3","a":"1"}],"extra":{"x":[1,2]},"msg":"1 records were found","code":"200"}"#)
        #expect(outcome.rows == [["1", nil, "3"]])
        #expect(outcome.envelope.code == 200)
    }

    @Test(arguments: [
        (#"{"code":404,"msg":"x","error":"NOT FOUND"}"#, Envelope.RowsShape.missing),
        (#"{"code":"200","data":null}"#, .missing), (#"{"code":"200","data":""}"#, .missing),
        (#"{"code":"200","data":[]}"#, .array), (#"{"data":{"a":"1"}}"#, .object), (#"{"data":17}"#, .other),
        ("{}", .missing),
    ])
    func tellsTheShapesOfDataApart(json: String, shape: Envelope.RowsShape) {
        #expect(scanned(json).error == nil)
        #expect(scanned(json).envelope.rows == shape)
    }

    @Test func readsTheEnvelopeByTheNamesThatItWasGiven() {
        let names = EnvelopeKeys(code: "status", error: "failure", message: "text", rows: "items")
        let json = #"{"status":"7","failure":"F","text":"T","data":[{"a":"x"}],"items":[{"a":"1"},{"b":"2"}]}"#
        for chunk in chunkSizes {
            let outcome = scan(Array(json.utf8), envelope: names, keys: keys, chunk: chunk)
            #expect(outcome.rows == [["1", nil, nil], [nil, "2", nil]])
            #expect((outcome.envelope.code, outcome.envelope.error, outcome.envelope.message) == (7, "F", "T"))
            #expect(outcome.envelope.rows == .array)
            #expect(outcome.envelope.hasUnknownContents)
        }
    }

    @Test func takesTheWordNullForNoError() {
        #expect(scanned(#"{"error":"null","data":[]}"#).envelope.error == nil)
        #expect(scanned(#"{"error":"FORBIDDEN","data":[]}"#).envelope.error == "FORBIDDEN")
    }

    @Test func keepsFieldsThatItWasNotToldOf() {
        let outcome = scanned(#"{"data":[{"a":"1","new":{"x":1},"b":"2"},{"n\u0065w":"y"}]}"#)
        #expect(outcome.rows == [["1", "2", nil], [nil, nil, nil]])
        #expect(outcome.extras == [#"0 new composite {"x":1}"#, "1 new text y"])
    }

    @Test func noticesKeysThatStandTwice() {
        let outcome = scanned(#"{"data":[{"a":"1","a":"2"},{"z":"1","\u007a":"2"},{"a":"3"}]}"#)
        #expect(outcome.irregular == ["0 duplicateKey a", "1 duplicateKey z"])
        #expect(outcome.rows[2] == ["3", nil, nil])
    }

    @Test func takesElementsThatAreNoObjectsForIrregularRows() {
        let outcome = scanned(#"{"data":["x", 12, null, [1], {"a":"1"}]}"#)
        #expect(outcome.irregular.count == 4)
        #expect(outcome.rows.count == 5)
        #expect(outcome.spans[3] == "[1]")
    }

    @Test func tellsKindsOfValuesApart() {
        let outcome = scanned(#"{"data":[{"a":"t\n","b":-1.50e3,"c":true},{"a":null,"b":[],"c":"\ud83d\ude00"}]}"#)
        #expect(outcome.kinds == [[.escaped, .number, .boolean], [.null, .composite, .escaped]])
        #expect(outcome.rows[0] == ["t\n", "-1.50e3", "true"])
        #expect(outcome.rows[1][2] == "😀")
    }

    @Test func marksStringsThatAreNoText() {
        var bytes = Array(#"{"data":[{"a":"xyz","b":"\ud800","c":"p_q"}]}"#.utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "y")) ?? 0] = 0xFF
        bytes[bytes.firstIndex(of: UInt8(ascii: "_")) ?? 0] = 0x07
        let outcome = scan(bytes, keys: keys, chunk: 5)
        #expect(outcome.kinds == [[.invalidUTF8, .loneSurrogate, .controlCharacter]])
    }

    @Test func skipsAByteOrderMark() {
        for chunk in chunkSizes {
            #expect(scan([0xEF, 0xBB, 0xBF] + Array(#"{"data":[]}"#.utf8), keys: keys, chunk: chunk).error == nil)
        }
    }

    @Test(arguments: [
        ("", JSONScanError.Code.unexpectedEnd, 0), ("<html>", .notAnObject, 0), ("  [1]", .notAnObject, 2),
        (#"{"data":[{"a":"1"}]"#, .unexpectedEnd, 19), (#"{"data":[{"a":"1"}]} x"#, .trailingBytes, 21),
        (#"{"data":[{"a":"1"},]}"#, .unexpectedByte, 19), (#"{"data":[{"a":"1",}]}"#, .unexpectedByte, 18),
        (#"{"data":[{"a":01}]}"#, .malformedNumber, 15), (#"{"data":[{"a":1.}]}"#, .malformedNumber, 16),
        (#"{"data":[{"a":tru}]}"#, .unexpectedByte, 17), (#"{"data":[{"a":"\x"}]}"#, .malformedEscape, 16),
        (#"{"data":[{"a":"\u12g4"}]}"#, .malformedEscape, 19), (#"{"code":1,"code":2}"#, .duplicateKey, 10),
        (#"{"data":[{"a" "1"}]}"#, .unexpectedByte, 14), (#"{"a":[1,]}"#, .unexpectedByte, 8),
        (#"{"a":{"b":1,}}"#, .unexpectedByte, 12), (#"{"data":[{"a":-}]}"#, .malformedNumber, 15),
        (#"{"data":[{"a":"1"} {"a":"2"}]}"#, .unexpectedByte, 19),
    ])
    func refusesBrokenTextAtTheRightByte(json: String, code: JSONScanError.Code, offset: Int) {
        for chunk in chunkSizes {
            #expect(scanned(json, chunk: chunk).error == JSONScanError(code, at: offset), "chunks of \(chunk)")
        }
    }

    @Test func refusesEachPrefixOfAnAnswer() {
        let json = Array(#"{"code":"200","msg":"1 records were found","data":[{"a":"ñ\n","b":-1.5,"c":[{}]}]}"#.utf8)
        for length in 0..<json.count {
            let outcome = scan(Array(json[..<length]), keys: keys, chunk: 7)
            #expect(outcome.error == JSONScanError(.unexpectedEnd, at: length))
        }
    }

    /// A row that holds too much is not a row, and those beside it are.
    @Test(arguments: [
        #"{"a":[[[[1]]]]}"#, #"{"v":1,"w":2,"x":3,"y":4,"z":5}"#, "[[[[[]]]]]",
        #"{"a":{"v":1,"w":2,"x":3,"y":4,"z":5}}"#,
        #"{"b":"before","a":{"a":{"a":{"a":{"a":"\"]}"}}}}}"#,
    ])
    func passesOverARowBeyondItsLimits(row: String) {
        let limits = ScanLimits(elementBytes: 200, depth: 3, keys: 4, numberLength: 5)
        for chunk in chunkSizes {
            let json = #"{"data":[{"a":"1"},\#(row),{"a":"2"}]}"#
            let outcome = scan(Array(json.utf8), keys: keys, chunk: chunk, limits: limits)
            #expect(outcome.error == nil, "chunks of \(chunk)")
            #expect(outcome.rows.count == 3, "chunks of \(chunk)")
        }
        for broken in [#"{"a":[[[[1]]]"#, #"{"a":[[[[}]]]]}"#, #"{"a":[[[[1 2]]]]}"#] {
            #expect(scan(Array(#"{"data":[\#(broken)]}"#.utf8), keys: keys, chunk: 7, limits: limits).error != nil)
        }
    }

    @Test func holdsToItsLimits() {
        let limits = ScanLimits(elementBytes: 200, depth: 3, keys: 4, numberLength: 5)
        func code(_ json: String, _ chunk: Int) -> JSONScanError? {
            scan(Array(json.utf8), keys: keys, chunk: chunk, limits: limits).error
        }
        for chunk in chunkSizes {
            #expect(code(#"{"data":[{"a":[[[1]]]}]}"#, chunk) == nil)
            #expect(code(#"{"msg":[[[[1]]]]}"#, chunk) == JSONScanError(.tooDeep, at: 10))
            #expect(code(#"{"data":[{"a":123456}]}"#, chunk) == JSONScanError(.tooLong, at: 14))
            let long = #"{"data":[{"a":""# + String(repeating: "x", count: 250) + #""}]}"#
            #expect(code(long, chunk) == JSONScanError(.tooLong, at: 9))
        }
    }

    @Test func blanksBehindTheEndMayBeLongAndNothingElseMay() {
        let limits = ScanLimits(elementBytes: 48)
        for chunk in chunkSizes {
            let blanks = "{}" + String(repeating: " ", count: 60)
            #expect(scan(Array(blanks.utf8), keys: keys, chunk: chunk, limits: limits).error == nil)
            let error = scan(Array((blanks + "x").utf8), keys: keys, chunk: chunk, limits: limits).error
            #expect(error == JSONScanError(.trailingBytes, at: 62))
        }
    }
}
