import ETL
import Foundation
import TestSupport
import Testing
import Wolkvox

@testable import Commands

/// Deliveries over real sockets and by real programs.
@Suite struct DeliveryTests {
    private static func deliver(_ server: ScriptedServer, within limit: Duration = .seconds(90)) async throws
        -> Delivery.Failure?
    {
        let address = Secret("\(server.address)/hook?key=s3cr3t")
        return try await withHTTPPoster { poster in
            var delivery = Delivery(within: limit)
            delivery.pauses = [.zero, .zero]
            delivery.attemptLimit = limit
            return await delivery.attempt {
                try await poster.deliver(Array("hello".utf8), as: "text/plain", to: address, within: $0)
            }
        }
    }

    @Test(
        arguments: [
            ([ScriptedAnswer("ok")], nil, 1), ([ScriptedAnswer(status: 204, framing: .none, steps: [])], nil, 1),
            ([ScriptedAnswer(status: 500, "no"), .silence, ScriptedAnswer("ok")], nil, 3),
            ([ScriptedAnswer(status: 500, "no")], "answered 500", 3),
            ([ScriptedAnswer(status: 429, "no"), ScriptedAnswer("ok")], nil, 2),
            ([ScriptedAnswer(status: 404, "no")], "answered 404", 1),
            ([ScriptedAnswer(status: 302, headers: [("Location", "http://127.0.0.1:1/")], "")], "answered 302", 1),
            ([ScriptedAnswer(raw: Array("SSH-2.0\r\n".utf8))], "gave an answer that is not HTTP", 3),
            ([.silence], "broke the connection", 3),
        ] as [([ScriptedAnswer], String?, Int)])
    func whatCanHelpIsTriedThreeTimes(answers: [ScriptedAnswer], failure: String?, requests: Int) async throws {
        try await ScriptedServer.run(answers) { server in
            let met = try await Self.deliver(server)
            #expect(met?.what == failure)
            #expect(server.requests.count == requests)
            for request in server.requests {
                #expect(request.target == "/hook?key=s3cr3t" && request.body == Array("hello".utf8))
                #expect(request.headers["wolkvox-token"] == nil)
            }
        }
    }

    @Test func aServerThatHangsIsGivenUp() async throws {
        try await ScriptedServer.run([.hang]) { server in
            let met = try await Self.deliver(server, within: .seconds(20))
            #expect(met?.what == "gave no answer in time")
            #expect(server.requests.count == 1)
        }
    }

    @Test func theAuthoritiesOfTheEnvironmentAreTrusted() async throws {
        try await ScriptedServer.run([ScriptedAnswer("ok")], presenting: .good) { server in
            let met = try await Self.deliver(server)
            #expect(met?.what == "has a certificate that cannot be verified")
            let options = HTTPTransportOptions(environment: ["SSL_CERT_FILE": TestCertificate.authority])
            try await withHTTPPoster(options) { poster in
                try await poster.deliver([], as: "text/plain", to: Secret(server.address), within: .seconds(90))
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        arguments: [
            (["sh", "-c", "exit 0"], nil), (["sh", "-c", "exit 7"], "ended with 7"),
            (["sh", "-c", "kill -9 $$"], "was ended by signal 9"), (["no-such-program-0451"], "could not be started"),
            (["/etc/passwd"], "could not be started"),
        ] as [([String], String?)])
    func aProgramsEndCounts(words: [String], failure: String?) async throws {
        var context = try World().context
        context.environment = ["PATH": "/usr/bin:/bin"]
        let world = context
        var delivery = Delivery(within: .seconds(90))
        delivery.pauses = [.zero, .zero]
        delivery.attemptLimit = .seconds(90)
        #expect(await delivery.attempt { _ in try await world.runProgram(words) }?.what == failure)
    }

    @Test func aProgramThatHangsIsEnded() async throws {
        let world = try World()
        let mark = world.folder.appending(path: "mark").path(percentEncoded: false)
        var context = world.context
        context.environment = ["PATH": "/usr/bin:/bin"]
        let at = context
        var delivery = Delivery(within: .seconds(20))
        delivery.attemptLimit = .seconds(20)
        let words = ["sh", "-c", "trap '' TERM; echo $$ > \"$1\"; while :; do sleep 1; done", "sh", mark]
        #expect(await delivery.attempt { _ in try await at.runProgram(words) } != nil)
        let text = try String(contentsOfFile: mark, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let id = try #require(Int32(text))
        #expect(kill(id, 0) == -1)
    }
}
