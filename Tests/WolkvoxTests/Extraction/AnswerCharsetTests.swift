import Foundation
import TestSupport
import Testing

@testable import Wolkvox

@Suite struct AnswerCharsetTests {
    @Test(arguments: [
        "text/json; charset=ISO-8859-1", "application/json;charset=\"iso-8859-1\"", "a/b; x=y; Charset = Windows-1252",
        "a/b; charset=latin1", "a/b; charset=CP1252",
    ])
    func latinIsDeclaredInManyWays(type: String) {
        #expect(AnswerCharset(contentType: type) == .windows1252)
    }

    @Test(arguments: [nil, "application/json", "application/json; charset=utf-8", "a/b; charset=", "a/b; x=latin1"])
    func allElseIsUTF8(type: String?) {
        #expect(AnswerCharset(contentType: type) == .utf8)
    }

    @Test func everyByteHasItsCharacter() throws {
        let bytes = (UInt8.min...UInt8.max).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
        let text = try #require(String(data: Data(bytes), encoding: .windowsCP1252))
        #expect(String(decoding: AnswerCharset.decode(bytes), as: UTF8.self) == text)
        #expect(AnswerCharset.decode([0x81]) == [0xC2, 0x81])
    }

    @Test func anAnswerInLatin1IsRead() async throws {
        var body = Array(#"{"code":200,"data":[{"agent_id":"Mar_a _u_ez"}]}"#.utf8)
        for special: UInt8 in [0xED, 0xD1, 0xF1] {
            if let place = body.firstIndex(of: UInt8(ascii: "_"), after: UInt8(ascii: "M")) { body[place] = special }
        }
        let answer = ScriptedAnswer(
            headers: [("Content-Type", "application/json; charset=ISO-8859-1")], steps: [.send(body)])
        let run = try await WolkvoxExtractorTests.run([answer])
        #expect(run.reader.values == ["María Ñuñez"])
    }
}

extension [UInt8] {
    /// The first place of a byte behind another one.
    fileprivate func firstIndex(of byte: UInt8, after mark: UInt8) -> Int? {
        firstIndex(of: mark).flatMap { self[$0...].firstIndex(of: byte) }
    }
}
