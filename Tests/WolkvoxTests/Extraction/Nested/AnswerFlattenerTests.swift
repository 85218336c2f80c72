import ByteScan
import ETL
import Foundation
import Testing

@testable import Wolkvox

@Suite struct AnswerFlattenerTests {
    private static let list = FlattenRule.list(key: "lines", prefix: "")

    /// The rewritten answer, of pieces of so many bytes.
    private func flatten(_ text: String, _ rule: FlattenRule, size: Int = .max) throws -> (text: String, records: Int) {
        var flattener = AnswerFlattener(rule)
        var answer: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try flattener.take(rest.prefix(size), into: &answer)
            rest = rest.dropFirst(size)
        }
        flattener.finish(into: &answer)
        return (String(decoding: answer, as: UTF8.self), flattener.records)
    }

    private static func envelope(_ data: String) -> String {
        #"{"code": "200", "error": null, "msg": "\"data\": [1, 2]", "more": {"data": [{"lines": [1]}]}, "data": \#(data) }"#
    }

    static let cases: [(rule: FlattenRule, data: String, expected: String, records: Int)] = [
        (
            list, #"[{"a":"1","lines":[{"b":"2","c":"3"},{"b":"4"}],"d":"5"}, {"a":"6","lines":[{"b":"7"}]}]"#,
            #"[{"a":"1","d":"5","b":"2","c":"3"},{"a":"1","d":"5","b":"4"}, {"a":"6","b":"7"}]"#, 2
        ),
        (
            .list(key: "lines", prefix: "line_"), #"[ { "a" : "1" , "lines" : [ { "b" : "2" } ] } ]"#,
            #"[ {"a":"1","line_b":"2"} ]"#, 1
        ),
        // Nothing below: one row of what is there.
        (list, #"[{"a":"1","lines":[]}]"#, #"[{"a":"1"}]"#, 1),
        (list, #"[{"a":"1","lines":null},{"a":"2","lines":""},{"a":"3"}]"#, #"[{"a":"1"},{"a":"2"},{"a":"3"}]"#, 3),
        // What has another shape is kept under the list's key, or as it is.
        (list, #"[{"a":"1","lines":{"b":"2"}}]"#, #"[{"a":"1","b":"2"}]"#, 1),
        (list, #"[{"a":"1","lines":["x",{"b":"2"}]}]"#, #"[{"a":"1","lines":"x"},{"a":"1","b":"2"}]"#, 1),
        (list, #"[{"a":"1","lines":"none at all"}]"#, #"[{"a":"1","lines":"none at all"}]"#, 1),
        (list, #"["x", 12, [{"lines":[]}], null]"#, #"["x", 12, [{"lines":[]}], null]"#, 4),
        // A key of both gets another name; a list that stands twice is left to whoever looks for doubled keys.
        (list, #"[{"a":"1","lines":[{"a":"2"}]}]"#, #"[{"a":"1","lines.a":"2"}]"#, 1),
        (list, #"[{"lines":[{}],"lines":[]}]"#, #"[{"lines":[{}],"lines":[]}]"#, 1),
        // Text stays as it is spelled, marks within it included.
        (
            list, #"[{"a":"\"]}{[\\","lines":[{"b":"\u00e9 {\"lines\":[","c":{"d":[1]}}]}]"#,
            #"[{"a":"\"]}{[\\","b":"\u00e9 {\"lines\":[","c":{"d":[1]}}]"#, 1
        ),
        // A record without a list around it, and no record at all.
        (list, #"{"a":"1","lines":[{"b":"2"},{"b":"3"}]}"#, #"[{"a":"1","b":"2"},{"a":"1","b":"3"}]"#, 1),
        // A list with holes is an object whose keys are whole numbers, around the records and within them.
        (
            list, #"{"0":{"a":"1","lines":[{"b":"2"}]}, "12" : {"a":"3","lines":{"1":{"b":"4"},"5":{"b":"5"}}}}"#,
            #"[{"a":"1","b":"2"}, {"a":"3","b":"4"},{"a":"3","b":"5"}]"#, 2
        ),
        (list, "{ }", "[]", 0), (list, #"{"0":1,"3":"x"}"#, #"[1,"x"]"#, 2),
        (list, #"{"12x":"1"}"#, #"[{"12x":"1"}]"#, 1),
        (.object(column: "range"), #"{"0":{"n":"1"}}"#, #"[{"range":"0","n":"1"}]"#, 1),
        (list, "[]", "[]", 0), (list, "null", "null", 0), (list, #""""#, #""""#, 0),
        (
            .object(column: "range"), #"{"0_5":{"n":"1"}, "6_20":{"n":"2","m":"3"}}"#,
            #"[{"range":"0_5","n":"1"},{"range":"6_20","n":"2","m":"3"}]"#, 1
        ),
        (.object(column: "range"), "{}", "[]", 0), (.object(column: "range"), "[]", "[]", 0),
        (
            .object(column: "range"), #"[{"0_5":{"n":"1"}},{"6_20":{"range":"2"},"all":"7"}]"#,
            #"[{"range":"0_5","n":"1"},{"range":"6_20","range.range":"2"},{"range":"all","all":"7"}]"#, 2
        ),
        (.object(column: "range"), #"[{"n":"1","m":"2"}]"#, #"[{"n":"1","m":"2"}]"#, 1),
    ]

    @Test(arguments: cases.indices)
    func everyLeafIsARow(index: Int) throws {
        let (rule, data, expected, records) = Self.cases[index]
        for size in [1, 2, 3, 5, 7, 64, .max] {
            let flat = try flatten(Self.envelope(data), rule, size: size)
            #expect(flat.text == Self.envelope(expected), "in pieces of \(size)")
            #expect(flat.records == records)
        }
    }

    /// What is broken comes out broken, so that the scanner behind refuses it.
    @Test(arguments: [
        #"[{"a":"1","lines":[{"b":"2"},]}]"#, #"[{"a":"1","lines":[{"b":"2"}}]"#, #"[{"a":"1" "lines":[{"b":"2"}]}]"#,
        #"[{"a":"1","lines":[{"b":}]}]"#, #"[{"a":"1","lines":[{"b":"2"}],}]"#, #"[{"a":tru,"lines":[{"b":"2"}]}]"#,
        #"[{"a":"1","lines":[{"b":"2"}]"#, #"[{"a":"1","lines":[{"b":"2"#, #"[{"a":"1","lines":[{b:"2"}]}]"#,
        #"[{"a":"\q","lines":[{"b":"2"}]}]"#, #"[{"a":"1","lines":[{"b":1.}]}]"#, #"[{"a":"1","lines":[1 2]}]"#,
    ])
    func whatIsBrokenStaysBroken(data: String) throws {
        for size in [1, 9, Int.max] {
            let flat = try flatten(#"{"code":200,"data":\#(data)}"#, Self.list, size: size).text
            var scanner = EnvelopeScanner(envelope: .wolkvox, keys: ["a", "b"])
            var rows = ScannedRows(columns: 2, rowCapacity: 64)
            #expect(throws: JSONScanError.self, "\(flat)") {
                _ = try scanner.scan(Array(flat.utf8).span, isFinal: true, into: &rows)
            }
        }
    }

    /// A record of a few bytes may not become a row for each of a million, each as large as the record.
    @Test func aRecordThatWouldFillMemoryIsRefused() {
        let wide = String(repeating: "x", count: 1 << 20)
        let many = Array(repeating: "{}", count: 1000).joined(separator: ",")
        #expect(throws: JSONScanError.self) {
            try flatten(#"{"data":[{"a":"\#(wide)","lines":[\#(many)]}]}"#, Self.list, size: 65_536)
        }
    }

    @Test func aRecordBeyondTheLimitGoesThroughAsItIs() throws {
        let text = #"{"data":[{"a":"\#(String(repeating: "x", count: 5 << 20))","lines":[{"b":"1"}]}]}"#
        #expect(try flatten(text, Self.list, size: 65_536).text == text)
    }

    /// Random records against Foundation's reading of them.
    @Test(arguments: 0..<40)
    func nothingIsLostOrDoubled(seed: Int) throws {
        var generator = Draw(seed: UInt64(seed))
        let records = (0..<generator.below(6)).map { _ in generator.record() }
        let flat = try flatten(
            #"{"data":[\#(records.map(\.json).joined(separator: ","))]}"#, Self.list, size: 1 + generator.below(40))
        let read = try JSONSerialization.jsonObject(with: Data(flat.text.utf8)) as? [String: Any]
        let rows = (read?["data"] as? [[String: String]]) ?? []
        #expect(rows == records.flatMap(\.rows))
    }
}

/// Makes records with lists in them, and says what rows they stand for.
private struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private mutating func fields(_ prefix: String) -> [(key: String, value: String)] {
        (0..<below(4)).map { ("\(prefix)\($0)", Self.texts[below(Self.texts.count)]) }
    }

    mutating func record() -> (json: String, rows: [[String: String]]) {
        let own = fields("own")
        let leaves = (0..<below(4)).map { _ in fields("leaf") }
        var members = own.map { "\"\($0.key)\":\"\($0.value)\"" }
        let list = leaves.map { "{\($0.map { "\"\($0.key)\" :\"\($0.value)\"" }.joined(separator: " , "))}" }
        members.insert("\"lines\":[\(list.joined(separator: ", "))]", at: below(members.count + 1))
        let rows = (leaves.isEmpty ? [[]] : leaves).map { leaf in
            Dictionary(uniqueKeysWithValues: (own + leaf).map { ($0.key, Self.plain($0.value)) })
        }
        return ("{\(members.joined(separator: ","))}", rows)
    }

    private static let texts = ["", "a", "[]{}", #"\"quoted\""#, #"back\\slash"#, "ñandú", #"line\nbreak"#, "lines"]

    private static func plain(_ text: String) -> String {
        text.replacing(#"\""#, with: "\"").replacing(#"\n"#, with: "\n").replacing(#"\\"#, with: "\\")
    }
}
