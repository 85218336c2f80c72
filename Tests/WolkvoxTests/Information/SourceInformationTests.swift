import ETL
import TestSupport
import Testing
import Wolkvox

@Suite struct SourceInformationTests {
    @Test(arguments: [true, false])
    func readsWhatTheTokenMayDo(asList: Bool) async throws {
        let data = """
            {"description": "lago", "token_limit": "8000", "token_use_today": "12", "all_token_today": 40,
             "available_consumption_options": "7988"}
            """
        let list = asList ? "[\(data)]" : data
        let body = #"{"code": 200, "error": null, "msg": "1 records were found", "data": \#(list)}"#
        let answer = ScriptedAnswer(headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")], body)
        try await ScriptedServer.run([answer]) { server in
            let source = try Fixtures.source(server.address)
            let information = try await withHTTPTransport {
                try await SourceInformation.of(SourceClient(of: source, over: $0))
            }
            #expect(information.tokenName == "lago")
            #expect(information.callsPerDay == 8000)
            #expect(information.callsToday == 12)
            #expect(information.callsTodayOfAllTokens == 40)
            #expect(information.callsLeft == 7988)
            #expect(information.clockDifference(now: 784_111_770) == 7)
            #expect(server.requests.map(\.target) == ["/api/v2/information.php?api=token_info"])
        }
    }

    @Test func aRefusedTokenIsAnError() async throws {
        let body = Fixtures.refusal(403, "FORBIDDEN", "PLEASE VALIDATE TOKEN")
        try await ScriptedServer.run([ScriptedAnswer(status: 403, body)]) { server in
            let source = try Fixtures.source(server.address)
            let error = await #expect(throws: ETLError.self) {
                try await withHTTPTransport { try await SourceInformation.of(SourceClient(of: source, over: $0)) }
            }
            #expect(error?.code == .token)
        }
    }
}
