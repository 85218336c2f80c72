import ByteScan
import Foundation
import TestSupport
import Testing

@Suite struct RandomDocumentTests {
    private let keys = ["a", "b", "c", "d"]

    @Test(arguments: 0..<300)
    func agreesWithFoundation(number: Int) throws {
        var random = SplitMix(state: UInt64(number))
        let json = document(&random)
        let bytes = Array(json.utf8)
        let outcome = scan(bytes, keys: keys, chunk: Int.random(in: 1...50, using: &random))
        #expect(outcome.error == nil, "\(json)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let data = try #require(object["data"] as? [[String: Any]])
        #expect(outcome.rows.count == data.count)
        for (row, fields) in data.enumerated() where row < outcome.rows.count {
            for (index, key) in keys.enumerated() {
                try compare(outcome.rows[row][index], fields[key], json)
            }
            #expect(
                outcome.extras.filter { $0.hasPrefix("\(row) ") }.count
                    == fields.keys.filter { !keys.contains($0) }.count)
        }
    }

    @Test(arguments: 0..<300)
    func refusesWhatFoundationRefuses(number: Int) {
        var random = SplitMix(state: UInt64(number) &* 77)
        var bytes = Array(document(&random).utf8)
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = Array(#"{}[]",:\0x"#.utf8).randomElement(using: &random) ?? 0
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: at)
        }
        let outcome = scan(bytes, keys: keys, chunk: Int.max / 2)
        let foundation = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        if foundation == nil {
            #expect(
                outcome.error != nil || outcome.hasUnsoundText || Self.isSoundOnceRepaired(bytes),
                "\(String(decoding: bytes, as: UTF8.self))")
        } else {
            let twice = outcome.error?.code == .duplicateKey
            #expect(outcome.error == nil || twice, "\(String(decoding: bytes, as: UTF8.self))")
        }
        for chunk in [1, 3, 64] { #expect(scan(bytes, keys: keys, chunk: chunk) == outcome) }
    }

    /// Unsound text in the envelope, in keys or in nested values is repaired when it is shown, not refused.
    private static func isSoundOnceRepaired(_ bytes: [UInt8]) -> Bool {
        var json: [UInt8] = []
        CanonicalJSON.append(bytes.span, 0..<bytes.count, into: &json)
        return (try? JSONSerialization.jsonObject(with: Data(json))) != nil
    }

    private func compare(_ scanned: String?, _ value: Any?, _ json: String) throws {
        switch value {
        case nil, is NSNull: #expect(scanned == nil, "\(json)")
        case let text as String: #expect(scanned == text, "\(json)")
        case let number as NSNumber where scanned != "true" && scanned != "false":
            #expect(Double(scanned ?? "") == number.doubleValue, "\(json)")
        case let number as NSNumber: #expect(scanned == (number.boolValue ? "true" : "false"))
        default:
            let composite = try JSONSerialization.jsonObject(with: Data((scanned ?? "").utf8)) as? NSObject
            #expect(composite == value as? NSObject, "\(json)")
        }
    }

    private func document(_ random: inout SplitMix) -> String {
        let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in object(&random, depth: 0) }
        var members = [#""data":[\#(rows.joined(separator: blank(&random) + ","))]"#]
        members.append(#""code": \#(Bool.random(using: &random) ? "200" : "\"200\"")"#)
        members.append(#""msg":"\#(rows.count) records were found""#)
        members.shuffle(using: &random)
        return "{" + members.joined(separator: "," + blank(&random)) + "}" + blank(&random)
    }

    private func object(_ random: inout SplitMix, depth: Int) -> String {
        var names = keys + ["e", "ñ", "key with \\\"quotes\\\""]
        if Bool.random(using: &random) { names.shuffle(using: &random) }
        let count = Int.random(in: 0...names.count, using: &random)
        let members = names.prefix(count).map { "\"\($0)\":\(blank(&random))\(value(&random, depth: depth))" }
        return "{" + blank(&random) + members.joined(separator: ",") + "}"
    }

    private func value(_ random: inout SplitMix, depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 3 ? 10 : 7), using: &random) {
        case 0: return "null"
        case 1: return Bool.random(using: &random) ? "true" : "false"
        case 2: return ["0", "-1", "12.50", "1e5", "-0.25E-3", "123456789012"].randomElement(using: &random) ?? "0"
        case 7: return object(&random, depth: depth + 1)
        case 8:
            return "["
                + (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) }.joined(
                    separator: " , ") + "]"
        default: return "\"\(text(&random))\""
        }
    }

    private func text(_ random: inout SplitMix) -> String {
        let pieces = [
            "a", "María", "ñ", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e1", "\\ud83d\\ude00", " ", "2026-10-01", ",",
            "{", "]", "0.0345",
        ]
        return (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    private func blank(_ random: inout SplitMix) -> String {
        ["", "", "", " ", "\n", "\t \r\n"].randomElement(using: &random) ?? ""
    }
}
