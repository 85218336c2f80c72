import ETL
import Simulator
import Testing
import Wolkvox

@testable import Commands

/// How `check --deep` behaves, whatever it finds out.
@Suite(.serialized) struct DeepCheckTests {
    private func document(_ outcome: DeepServer.Outcome) throws -> DeepServer.Document { try outcome.document() }

    @Test func nobodyIsAskedWithoutATerminalAndNoCallIsMade() async throws {
        let outcome = try await DeepServer.check([])
        #expect(outcome.status == 64 && outcome.requests.isEmpty)
        #expect(
            outcome.errors.hasPrefix(
                "error: check --deep makes at most 15 calls to bogota, and nobody is here to confirm them."))
        #expect(outcome.errors.contains("--yes"))
    }

    @Test(arguments: [("y", true), ("YES", true), ("", false), ("n", false), ("yesterday", false)])
    func theCallsAreMadeOnlyIfThatIsConfirmed(answer: String, isConfirmed: Bool) async throws {
        let outcome = try await DeepServer.check([], answer: answer)
        #expect(outcome.status == (isConfirmed ? 0 : 64))
        #expect(outcome.requests.isEmpty != isConfirmed)
        #expect(outcome.errors.hasPrefix("check --deep makes at most 15 calls to bogota. Make them? [y/N]: "))
    }

    @Test func noMoreCallsAreMadeThanThePipelineAllows() async throws {
        let outcome = try await DeepServer.check(source: ", calls_per_day: 5")
        let document = try document(outcome)
        #expect(outcome.status == 75 && outcome.requests.count == 5 && document.calls == 5 && document.mostCalls == 5)
        #expect(outcome.errors.contains("error: No call was left for window_end. Run again tomorrow"))
        #expect(
            outcome.errors.hasPrefix("check --deep makes at most 5 calls to bogota, of 5 that calls_per_day leaves"))
        #expect(try document.finding("window_end").verdict == "not seen")
        #expect(try document.finding("empty_window").answer == "http_404")
    }

    @Test func noMoreCallsAreMadeThanTheServerHasLeft() async throws {
        let outcome = try await DeepServer.check("calls_per_day: 4")
        #expect(outcome.status == 75 && outcome.requests.count == 4)
        #expect(outcome.requests.allSatisfy { $0.status == 200 || $0.status == 404 })
    }

    /// The last call of the day asks about the token.
    @Test func aServerWithoutCallsEndsItForToday() async throws {
        let outcome = try await DeepServer.check("calls_per_day: 1")
        #expect(outcome.status == 75 && outcome.requests.count == 1)
        #expect(outcome.errors.contains("error: No call was left for zone and window_end."))
        #expect(try document(outcome).findings.allSatisfy { $0.verdict == "not seen" || $0.question != "zone" })
    }

    @Test func aPipelineOfManyReportsTakesFifteenCalls() async throws {
        let names = ["cdr_1", "cdr_2", "cdr_3", "cdr_5", "cdr_6", "cdr_7", "diagram_1", "diagram_7", "diagram_9"]
        let outcome = try await DeepServer.check(reports: "[\(names.joined(separator: ", "))]")
        let document = try document(outcome)
        #expect(outcome.requests.count == 15 && document.calls == 15 && document.mostCalls == 15)
        #expect(document.findings.contains { $0.question == "selects" && $0.verdict == "not seen" })
        let few = try await DeepServer.check(
            reports: "[\(names.joined(separator: ", "))]", ["--yes", "--json", "--report", "cdr_3"])
        #expect(try self.document(few).mostCalls == 11 && few.requests.count == 10)
    }

    @Test func aRefusedTokenEndsItWithItsCode() async throws {
        let outcome = try await DeepServer.check("rules: [{ do: bad_token }]")
        #expect(outcome.status == 77 && outcome.requests.count == 1 && outcome.output.isEmpty)
    }

    /// What was found out before is told.
    @Test func aServerThatCloses() async throws {
        let outcome = try await DeepServer.check("rules: [{ when: { call: 6.. }, do: maintenance }]")
        #expect(outcome.status == 69 && outcome.requests.count == 6)
        let document = try document(outcome)
        #expect(try document.finding("empty_window").answer == "http_404")
        #expect(try document.finding("order").verdict == "not seen")
        let error = try #require(outcome.errors.split(separator: "\n").last { $0.hasPrefix("error: ") })
        #expect(error.contains("The calls ended early: no answer came that could be used"))
        #expect(!error.contains("bogota") && !error.contains("127.0.0.1"))
    }

    @Test func aReportThatTheServerLacksIsNotSeen() async throws {
        let outcome = try await DeepServer.check(
            "rules: [{ when: { api: cdr_3 }, do: { status: { code: 400, type: application/json, body: '{\"code\":400,\"error\":\"BAD REQUEST\",\"msg\":\"THE API YOU WANT TO CONSULT DOES NOT EXIST\"}' } } }]"
        )
        let document = try document(outcome)
        #expect(outcome.status == 0)
        #expect(try document.finding("selects", of: "cdr_3").verdict == "not seen")
        #expect(try document.finding("window_end").answer == "inclusive")
    }

    @Test func aServerWithoutRowsLeavesMostOpenAndNothingWrong() async throws {
        let outcome = try await DeepServer.check("rows_per_day: { cdr_1: 0, cdr_3: 0, chat_1: 0, campaign_7: 0 }")
        let document = try document(outcome)
        #expect(outcome.status == 0 && document.calls == outcome.requests.count)
        for question in ["zone", "window_end", "order", "selects"] {
            #expect(try document.finding(question).verdict == "not seen")
        }
        #expect(try document.finding("empty_counts").answer == "counts")
    }

    /// Keys of several reports are one mapping, with those that the file has.
    @Test func settingsStandTogetherAsTheFileNeedsThem() async throws {
        let outcome = try await DeepServer.check(
            "selects: { cdr_1: other, cdr_3: other }\nends: exclusive", source: ", selects: { chat_1: window }")
        #expect(
            try document(outcome).settings == [
                "ends: exclusive", "selects: { cdr_1: window, cdr_3: window, chat_1: window }",
            ])
        #expect(outcome.errors.contains("ends: exclusive; selects: { cdr_1: window, cdr_3: window, chat_1: window }"))
    }

    /// No token, telephone, name or identifier of the simulator's rows is in what may be published, and no message but in
    /// words that are known.
    @Test(arguments: [["--yes", "--json"], ["--yes"]])
    func nothingOfARowIsShown(words: [String]) async throws {
        let outcome = try await DeepServer.check(
            "rules: [{ when: { api: cdr_3 }, do: { malformed: { field: channel, value: \"Ñandú 3001234567 Zoé\", every: 4 } } }]",
            words)
        for secret in ["t0ken-0f-the-tests", "andú", "Zoé", "3001234567", "bogota", "127.0.0.1", "Integración"] {
            #expect(!outcome.output.contains(secret), "\(secret)")
        }
        #expect(outcome.output.contains("Xxxxx 9999999999 Xxx"))
        #expect(outcome.output.matches(of: /[0-9]{6,}/).allSatisfy { $0.output.allSatisfy { $0 == "9" } })
    }

    @Test func aMessageKeepsOnlyKnownWords() {
        #expect(MaskedForm.ofMessage("1234 records were found") == "9 records were found")
        #expect(MaskedForm.ofMessage("SE ENCONTRARON 12 REGISTROS DE Juan") == "SE ENCONTRARON 9 REGISTROS DE Xxxx")
        #expect(MaskedForm.of("Año 12😀") == "Xxx 99?")
        #expect(MaskedForm.of(String(repeating: "a", count: 60)).count == 51)
    }

    /// A failure that may be pasted names nobody.
    @Test func aFailureKeepsOnlyKnownWords() {
        let error = ETLError(
            .token, scope: .token, "cdr_1 of bogota: the server says: token of Juan", advice: "Ask Juan")
        let failure = DeepEnding.failure(error, "the token of Juan 3001234567 is no success")
        #expect(failure.status == .token)
        #expect(
            failure.message
                == "The calls ended early: the server refused the token; it said `the token of Xxxx 9 is no success`")
        #expect(!failure.lines.joined().contains("Juan") && !failure.lines.joined().contains("bogota"))
    }

    @Test func theMessagesOfReportsCountAlone() {
        #expect(CodeAndMessage.messages([]).verdict == .notSeen)
        let without = ProbedAnswer(outcome: .empty(.notFound), message: "no records")
        #expect(CodeAndMessage.messages([without]).verdict == .notSeen)
        let with = ProbedAnswer(outcome: .rows, rows: 7, announcedRows: 7)
        #expect(CodeAndMessage.messages([with, without]).answer == "counts_rows")
    }

    @Test func otherVersionsOfHTTPAndMixedCompressionAreNamed() {
        func answer(_ version: String, isCompressed: Bool) -> ProbedAnswer {
            ProbedAnswer(outcome: .rows, rows: 1, version: version, isCompressed: isCompressed)
        }
        let answers = [answer("HTTP/1.0", isCompressed: false), answer("HTTP/1.1", isCompressed: true)]
        #expect(Transport.version(answers).answer == "HTTP/1.0 and HTTP/1.1")
        #expect(Transport.version(answers).verdict == .differs)
        #expect(Transport.compression(answers).answer == "mixed")
    }
}

extension DeepServer {
    /// Checks a quiet server with other flags.
    fileprivate static func check(_ words: [String], answer: String? = nil) async throws -> Outcome {
        try await check("", words, answer: answer)
    }
}
