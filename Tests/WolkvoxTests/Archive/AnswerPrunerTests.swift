import Foundation
import Testing

@testable import Wolkvox

/// Rows of people are removed from answers; all else stays as it came.
@Suite struct AnswerPrunerTests {
    private static func prune(_ answer: String, _ field: String = "id", _ values: Set<String> = ["x"]) throws -> String
    {
        let pruner = try AnswerPruner(Array(answer.utf8)) { key, value in
            key == field && values.contains(String(decoding: value, as: UTF8.self))
        }
        return String(decoding: pruner.output, as: UTF8.self)
    }

    @Test(arguments: [
        (
            #"{"code":200,"error":null,"msg":"3 records were found","data":[{"id":"x"},{"id":"y"},{"id":"z"}]}"#,
            #"{"code":200,"error":null,"msg":"2 records were found","data":[{"id":"y"},{"id":"z"}]}"#
        ),
        (
            #"{"msg": "2 records", "data": [ {"id" : "y"} , {"a":1, "id" : "x"} ] }"#,
            #"{"msg": "1 records", "data": [ {"id" : "y"} ] }"#
        ),
        (#"{"data":[{"id":"x"},{"id":"\u0078"}],"msg":"2 records"}"#, #"{"data":[],"msg":"0 records"}"#),
        (#"{"data":{"0":{"id":"x"},"4":{"id":"y"}}}"#, #"{"data":{"4":{"id":"y"}}}"#),
        (#"{"data":{"id":"x","b":2}}"#, #"{"data":[]}"#),
        (
            #"{"msg":"2 records","data":[{"c":1,"rows":[{"id":"x"},{"id":"y"}]},{"c":2,"rows":[]}]}"#,
            #"{"msg":"2 records","data":[{"c":1,"rows":[{"id":"y"}]},{"c":2,"rows":[]}]}"#
        ),
        (#"{"data":[{"person":{"id":"x"}},{"person":{"id":"y"}}]}"#, #"{"data":[{"person":{"id":"y"}}]}"#),
        (
            #"{"data":[{"name":"x","other":"id"},[1,2],"x",null,7]}"#,
            #"{"data":[{"name":"x","other":"id"},[1,2],"x",null,7]}"#
        ),
        ("\u{FEFF}{\"data\":[{\"id\":\"x\"}]}\n ", "\u{FEFF}{\"data\":[]}\n "),
    ]) func theRowsGo(answer: String, expected: String) throws {
        #expect(try Self.prune(answer) == expected)
    }

    @Test func numbersAreComparedAsTheyAreWritten() throws {
        #expect(
            try Self.prune(#"{"data":[{"id":57},{"id":"57"},{"id":570}]}"#, "id", ["57"]) == #"{"data":[{"id":570}]}"#)
    }

    /// An euro sign is a control character in Latin-1, and an escape is the same in every encoding.
    @Test(arguments: [#""x\u20ac\u00f1""#, "\"x\u{20AC}\u{F1}\""]) func otherEncodingsAreReadAsTheScannerReadsThem(
        value: String
    ) throws {
        let answer =
            Array(#"{"data":[{"id":"#.utf8) + (value.unicodeScalars.map { $0 == "\u{20AC}" ? 0x80 : UInt8($0.value) })
            + Array("},{\"id\":\"y\"}]}".utf8)
        let pruner = try AnswerPruner(answer, charset: .windows1252) { key, value in
            key == "id" && String(decoding: value, as: UTF8.self) == "x\u{20AC}\u{F1}"
        }
        #expect(String(decoding: pruner.output, as: UTF8.self) == #"{"data":[{"id":"y"}]}"#)
    }

    @Test(arguments: ["", "{", #"{"data":[{"id":"x"}"#, #"{"data":[{"id":"x"} {"id":"y"}]}"#, "not an answer {"])
    func whatIsNotAnAnswerIsRefused(text: String) {
        #expect(throws: (any Error).self) { try Self.prune(text) }
    }

    @Test func deepNestingEndsInAnErrorNotInACrash() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: AnswerPruner.Unreadable.self) { try Self.prune(#"{"data":\#(deep)"#) }
    }

    /// Against Foundation: the rows that stay are the same, whatever blanks, escapes and nesting there are.
    @Test(arguments: 0..<40) func aNaiveModelKeepsTheSameRows(seed: UInt64) throws {
        var generator = Numbers(state: seed)
        let blanks = ["", " ", "\n", "\t ", "\r\n"]
        func blank() -> String { blanks[Int(generator.next() % 5)] }
        let ids = ["x", "y", "\\u0078", "xx", "\\\"x", "ñ", ""]
        let rows = (0..<Int(generator.next() % 30)).map { number in
            let id = ids[Int(generator.next() % 7)]
            let rest = #""n":\#(number),"t":"{\"id\":\"x\"}","l":[1,"x",{}]"#
            let members =
                generator.next() % 2 == 0
                ? #""id"\#(blank()):\#(blank())"\#(id)",\#(rest)"# : #"\#(rest),"id":"\#(id)""#
            return "{\(blank())\(members)\(blank())}"
        }
        let list = rows.map { blank() + $0 + blank() }.joined(separator: ",")
        let answer = #"{"code":200,"msg":"\#(rows.count) records were found","data":[\#(list)]}"#
        let found = try #require(
            JSONSerialization.jsonObject(with: Data(Self.prune(answer).utf8)) as? [String: Any])
        let all = try #require(JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
        func numbers(_ answer: [String: Any]) -> [Int] {
            (answer["data"] as? [[String: Any]] ?? []).filter { $0["id"] as? String != "x" }.compactMap {
                $0["n"] as? Int
            }
        }
        #expect(numbers(found) == numbers(all))
        #expect((found["data"] as? [Any])?.count == numbers(all).count)
        #expect(found["msg"] as? String == "\(numbers(all).count) records were found")
    }
}

/// Numbers that are the same each time.
private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
