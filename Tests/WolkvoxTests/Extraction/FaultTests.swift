import ETL
import Foundation
import TestSupport
import Testing

@testable import Wolkvox

/// What the extractor makes of a server's bad days, over real connections.
@Suite struct FaultTests {
    private let good = ScriptedAnswer(Fixtures.answer(0..<2000))
    private let quick = RetryPolicy(attempts: 3, firstWait: .seconds(1))

    static let mended: [(name: String, answer: ScriptedAnswer)] = [
        ("silence", .silence),
        ("server error", ScriptedAnswer(status: 500, "")),
        ("page of a proxy", ScriptedAnswer(status: 502, "<html><body>Bad Gateway</body></html>")),
        ("page instead of data", ScriptedAnswer("<!DOCTYPE html><p>Mantenimiento</p>")),
        ("page with 404", ScriptedAnswer(status: 404, "<html>Not Found</html>")),
        ("empty body", ScriptedAnswer("")),
        ("cut before the rows", .cut(after: #"{"code": 200, "#)),
        ("cut within the rows", .cut(after: String(Fixtures.answer(0..<5000).prefix(900_000)))),
        ("whole transfer of half an answer", ScriptedAnswer(String(Fixtures.answer(0..<5000).prefix(900_000)))),
        ("length that is never reached", ScriptedAnswer(framing: .length(900), steps: [.send(Array("{".utf8)), .cut])),
        ("404 without a word", ScriptedAnswer(status: 404, "")),
        ("404 in plain text", ScriptedAnswer(status: 404, "404 page not found\n")),
        ("404 of a gateway", ScriptedAnswer(status: 404, #"{"message":"no Route matched with those values"}"#)),
        ("404 that is cut", ScriptedAnswer(status: 404, #"{"code":"404","err"#)),
        ("JSON of a gateway", ScriptedAnswer(#"{"message":"Endpoint request timed out"}"#)),
        ("empty object", ScriptedAnswer("{}")),
        ("list", ScriptedAnswer("[]")),
        ("keys in other letters", ScriptedAnswer(#"{"Code":200,"Data":[{"agent_id":"1"}]}"#)),
        ("envelope in an envelope", ScriptedAnswer(#"{"result":{"code":200,"data":[]}}"#)),
        ("rows under another key", ScriptedAnswer(#"{"code":200,"msg":"","result":[{"agent_id":"1"}]}"#)),
        ("error without rows", ScriptedAnswer(#"{"code":200,"error":"database timeout","msg":"","data":[]}"#)),
        ("part of an answer", ScriptedAnswer(status: 206, Fixtures.answer(0..<3))),
        ("numbers and names", ScriptedAnswer(#"{"code":200,"data":{"0":{"agent_id":"1"},"a":{}}}"#)),
        ("not modified", ScriptedAnswer(status: 304, framing: .none, steps: [])),
        ("refusal of a firewall", ScriptedAnswer(status: 403, "<html>Blocked</html>")),
        ("token page of a proxy", ScriptedAnswer(status: 401, "<html>Sign in</html>")),
        ("bytes behind the envelope", ScriptedAnswer(Fixtures.answer(0..<3) + "Warning: mysql")),
        ("no HTTP", ScriptedAnswer(raw: Array("SSH-2.0-OpenSSH_9.6\r\n\r\n".utf8))),
        ("broken compression", ScriptedAnswer(headers: [("Content-Encoding", "gzip")], "this is no gzip at all")),
        ("data of another kind", ScriptedAnswer(#"{"code": 200, "data": "none of your business"}"#)),
        ("maintenance", ScriptedAnswer(status: 403, Fixtures.refusal(403, "FORBIDDEN", "SERVER IN BACKUP"))),
        (
            "token in use",
            ScriptedAnswer(
                status: 403,
                Fixtures.refusal(403, "FORBIDDEN", "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)"))
        ),
        ("code in the body alone", ScriptedAnswer(Fixtures.refusal(500, "INTERNAL", "oops"))),
    ]

    @Test(arguments: Self.mended.map(\.name))
    func oneBadAnswerIsMendedByTheNext(name: String) async throws {
        let bad = try #require(Self.mended.first { $0.name == name }).answer
        let run = try await WolkvoxExtractorTests.run([bad, good], retry: quick)
        #expect(run.extraction.tally.calls == 2)
        #expect(run.reader.values == (0..<2000).map { "\($0)" })
        #expect(run.pauses.count == 1)
        #expect(run.records.map(\.purpose) == [.first, .retry])
        let note = try #require(run.records.first?.note)
        #expect(note.hasPrefix("cdr_3 of bogota, 2026-10-01 00:00:00 … 2026-10-01 23:59:59: the server "))
        #expect(note.contains("asking again in"))
        #expect(note.hasSuffix("(attempt 2 of 3)"))
    }

    @Test(arguments: Self.mended.map(\.name))
    func badAnswersWithoutEndEndTheExtraction(name: String) async throws {
        let bad = try #require(Self.mended.first { $0.name == name }).answer
        let error = await #expect(throws: ETLError.self) {
            try await WolkvoxExtractorTests.run([bad], retry: quick)
        }
        #expect(error?.code == (name == "token in use" ? .tryLater : .source))
        #expect(error?.calls == 3)
        #expect(error?.message.hasPrefix("cdr_3 of bogota, 2026-10-01") == true)
        #expect(error?.message.hasSuffix("after 3 attempts") == true)
        #expect(error?.advice.isEmpty == false)
    }

    @Test func rowsOfABrokenAnswerAreTakenBack() async throws {
        let cut = ScriptedAnswer.cut(after: String(Fixtures.answer(0..<5000).prefix(900_000)))
        let run = try await WolkvoxExtractorTests.run([cut, cut, good], retry: quick)
        // Whether any of a cut answer arrives is the network's choice; that none of it counts is not.
        #expect(run.reader.restarts <= 2)
        #expect(run.reader.values.count == 2000)
        #expect(run.extraction.tally.rows == 2000)
        #expect(run.extraction.tally.calls == 3)
        #expect(run.pauses == [.seconds(1), .seconds(2)])
    }

    @Test func nothingIsTakenBackThatWasNotHandedOver() async throws {
        let cut = ScriptedAnswer.cut(after: #"{"data": [{"agent_id": "1"}"#)
        let run = try await WolkvoxExtractorTests.run([cut, good], retry: quick)
        #expect(run.reader.restarts == 0)
    }

    @Test(arguments: [
        (
            400, "BAD REQUEST", "THE API YOU WANT TO CONSULT DOES NOT EXIST", ETLError.Code.configuration,
            ETLError.Scope.report
        ),
        (400, "BAD REQUEST", "SOME PARAMETERS ARE REQUIRED", .configuration, .report),
        (401, "UNAUTHORIZED", "PLEASE ENTER THE WOLKVOX-TOKEN", .token, .token),
        (403, "FORBIDDEN", "PLEASE VALIDATE TOKEN", .token, .token),
        (403, "FORBIDDEN", "TOKEN LIMIT EXCEEDED", .tryLater, .token),
        (405, "METHOD NOT ALLOWED", "", .configuration, .report),
    ])
    func refusalsEndTheExtractionAtOnce(
        status: Int, name: String, message: String, code: ETLError.Code, scope: ETLError.Scope
    ) async throws {
        let body = Fixtures.refusal(status, name, message)
        for answer in [ScriptedAnswer(status: status, body), ScriptedAnswer(body)] {
            let error = await #expect(throws: ETLError.self) {
                try await WolkvoxExtractorTests.run([answer, good])
            }
            #expect(error?.code == code)
            #expect(error?.scope == scope)
            #expect(error?.message.contains("“\(name)\(message.isEmpty ? "" : ": \(message)")”") == true)
        }
    }

    @Test(arguments: [302, 307])
    func redirectsAreNotFollowed(status: Int) async throws {
        try await ScriptedServer.run([good]) { elsewhere in
            let redirect = ScriptedAnswer(status: status, headers: [("Location", elsewhere.address + "/x")], "")
            let error = await #expect(throws: ETLError.self) { try await WolkvoxExtractorTests.run([redirect]) }
            #expect(error?.code == .source)
            #expect(error?.scope == .token)
            #expect(elsewhere.requests.isEmpty)
        }
    }

    @Test func zeroRowsComeInManyShapes() async throws {
        let answers = [
            ScriptedAnswer(status: 404, Fixtures.refusal(404, "NOT FOUND", "PLEASE VALIDATE THE DATES")),
            ScriptedAnswer(Fixtures.refusal(404, "NOT FOUND", "")),
            ScriptedAnswer(#"{"code":200,"error":"null","msg":"0 records were found","data":[]}"#),
            ScriptedAnswer(#"{"code":"200","error":null,"msg":""}"#),
            ScriptedAnswer(#"{"code":"200","error":null,"msg":"","data":{}}"#),
            ScriptedAnswer(status: 404, #"{"error":"NOT FOUND","msg":"PLEASE VALIDATE THE DATES"}"#),
        ]
        for answer in answers {
            let run = try await WolkvoxExtractorTests.run([answer])
            #expect(run.extraction.tally.rows == 0)
            #expect(run.extraction.tally.calls == 1)
            #expect(run.reader.batches == 0)
        }
    }

    @Test func aTotalThatIsTooSlowIsNotSplit() async throws {
        let error = await #expect(throws: ETLError.self) {
            try await WolkvoxExtractorTests.run(
                [.hang], limits: .init(timeout: .milliseconds(50)), retry: quick, report: "cdr_6", column: "count")
        }
        #expect(error?.code == .source)
    }

    @Test func anAnswerWithTooManyBytesIsSplit() async throws {
        let run = try await WolkvoxExtractorTests.run([good], limits: .init(bytesPerCall: 100_000))
        guard case .tooLarge(let reason, _) = run.extraction else {
            Issue.record("\(run.extraction)")
            return
        }
        #expect(reason.contains("more bytes than one call may bring"))
    }

    @Test func anAnnouncedCountThatDiffersIsSplit() async throws {
        let run = try await WolkvoxExtractorTests.run([ScriptedAnswer(Fixtures.answer(0..<4, announced: 5))])
        guard case .tooLarge(let reason, _) = run.extraction else {
            Issue.record("\(run.extraction)")
            return
        }
        #expect(reason.contains("announced 5 rows and sent 4"))
    }

    @Test func anUnreachableServerIsNamedWithAHint() async throws {
        let source = try Fixtures.source("http://127.0.0.1:\(FreePorts.closed)", retry: quick)
        let pauses = Pauses()
        let error = await #expect(throws: ETLError.self) {
            try await withHTTPTransport { transport in
                let report = try Catalogue.vendor.report(named: "cdr_3")
                let extractor = try WolkvoxExtractor(report, of: source, over: transport, waiting: pauses.waiting)
                var reader = ColumnReader()
                _ = try await extractor.extract(Fixtures.day, into: &reader)
            }
        }
        #expect(error?.code == .source)
        #expect(error?.scope == .token)
        #expect(error?.message.contains("could not be reached") == true)
        #expect(error?.advice.contains("allow-list") == true)
        #expect(pauses.all.count == 2)
    }

    @Test func noTextShowsTheToken() async throws {
        let echo = "token \(Fixtures.secret) for <b>\(Fixtures.secret.uppercased())</b>"
        for status in [200, 400, 401, 403, 405, 418, 500, 502] {
            let body = Fixtures.refusal(status == 200 ? 500 : status, echo, echo)
            for body in [body, "<html>\(echo)</html>"] {
                let notebook = Notebook()
                let pauses = Pauses()
                var texts: [String] = []
                try await ScriptedServer.run([ScriptedAnswer(status: status, body)]) { server in
                    let source = try Fixtures.source(server.address, retry: quick)
                    try await withHTTPTransport { transport in
                        let extractor = try WolkvoxExtractor(
                            try Catalogue.vendor.report(named: "cdr_3"), of: source, over: transport, gate: notebook,
                            waiting: pauses.waiting)
                        var reader = ColumnReader()
                        do {
                            texts.append("\(try await extractor.extract(Fixtures.day, into: &reader))")
                        } catch {
                            texts += ["\(error)", String(reflecting: error), error.localizedDescription]
                        }
                    }
                }
                texts += notebook.records.map { String(reflecting: $0) }
                #expect(!texts.isEmpty)
                for text in texts { #expect(!text.lowercased().contains(Fixtures.secret.prefix(12))) }
            }
        }
    }
}
