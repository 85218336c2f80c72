import Foundation
import Simulator
import Testing

@Suite struct RefusalTests {
    static let reports = "/api/v2/reports_manager.php"
    static let day = "&date_ini=20261001000000&date_end=20261001235959"

    @Test(arguments: [
        ("api=cdr_99" + day, 400, "THE API YOU WANT TO CONSULT DOES NOT EXIST"),
        ("api=cdr_1&date_ini=20261001000000", 400, "SOME PARAMETERS ARE REQUIRED"),
        ("api=campaign_7" + day, 400, "SOME PARAMETERS ARE REQUIRED"),
        ("api=cdr_1&date_ini=20261301000000&date_end=20261301235959", 400, "VALIDATE"),
        ("api=cdr_1&date_ini=20261002000000&date_end=20261001000000", 400, "VALIDATE"),
        ("api=cdr_1&date_ini=20260901000000&date_end=20261002000000", 416, "31 DAYS"),
        ("api=cdr_1&date_ini=20261101000000&date_end=20261101235959", 404, "VALIDATE THE DATES"),
    ])
    func aRequestThatCannotBeMetIsRefusedInTheServersWords(query: String, status: Int, text: String) async throws {
        try await withSimulator { client, _ in
            let reply = try await client.get("\(Self.reports)?\(query)")
            #expect(reply.status == status)
            #expect(try reply.message().contains(text))
            #expect(try reply.json()["code"] as? Int == status)
        }
    }

    /// A report of a pipeline file's own is served only where the simulator knows the file.
    @Test func anUnknownReportIsRefusedWithTheFlagThatAddsReports() async throws {
        try await withSimulator { client, _ in
            let reply = try await client.get("\(Self.reports)?api=sales_2\(Self.day)")
            #expect(reply.status == 400)
            #expect(try reply.message().contains("--pipeline FILE"))
            let other = try await client.information("no_such_list")
            #expect(other.status == 400)
            #expect(try other.message() == "THE API YOU WANT TO CONSULT DOES NOT EXIST")
        }
    }

    @Test func thirtyOneDaysAreNotTooLong() async throws {
        try await withSimulator { client, _ in
            let reply = try await client.report("cdr_1", "20260901000000", "20261001235959")
            #expect(reply.status == 200)
        }
    }

    @Test func aMissingTokenIs401AndAWrongOne403() async throws {
        try await withSimulator(.forTests { $0.tokens = ["right-token"] }) { client, _ in
            let missing = try await client.report("cdr_1", token: nil)
            #expect(missing.status == 401)
            #expect(try missing.message() == "PLEASE ENTER THE WOLKVOX-TOKEN")
            let wrong = try await client.report("cdr_1", token: "wrong-token")
            #expect(wrong.status == 403)
            #expect(try wrong.message() == "PLEASE VALIDATE TOKEN")
            #expect(try await client.report("cdr_1", token: "right-token").status == 200)
        }
    }

    @Test func aShortTokenIsRefusedWhereAnyOtherIsTaken() async throws {
        try await withSimulator { client, _ in
            let replies = (
                try await client.report("cdr_1", token: "1234567"), try await client.report("cdr_1", token: "12345678")
            )
            #expect(replies.0.status == 403)
            #expect(
                try replies.0.message()
                    == "PLEASE VALIDATE TOKEN (the simulator takes any token of 8 characters or more)")
            #expect(replies.1.status == 200)
        }
    }

    @Test func onlyGetIsAllowed() async throws {
        try await withSimulator { client, _ in
            let reply = try await client.get("\(Self.reports)?api=cdr_1\(Self.day)", method: "POST")
            #expect(reply.status == 405)
        }
    }
}
