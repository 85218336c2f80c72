import ETL
import Foundation
import Simulator
import Synchronization
import TestSupport
import Testing

/// `with: { skill_id: { from: skills } }`, against a server that answers as it is told.
@Suite struct FanOutTests {
    private static let day = LocalDays.last(1)[0]

    private static func pipeline(_ report: String, _ more: String = "") -> String {
        "\(PipelineText(reports: "  - \(report)", more: more))"
    }

    /// skill_2: events, and no `all`; the id of each row is the one that was asked for.
    private static let definition = """
        definitions:
          - name: calls_9
            grain: event
            event_time: date
            parameters: [{ name: skill_id, required: true }]
            fields: [{ name: skill_id }, { name: date, form: timestamp }]
          - name: dials_9
            grain: total
            parameters: [{ name: campaign_id, required: true, accepts_all: true }]
            fields: [{ name: campaign_id }, { name: dials, form: count }]
        """

    private static func list(_ key: String, _ values: [String]) -> ScriptedAnswer {
        let rows = values.map { #"{"\#(key)":"\#($0)","name":"x"}"# }.joined(separator: ",")
        return ScriptedAnswer(
            #"{"code":"200","error":null,"msg":"\#(values.count) records were found","data":[\#(rows)]}"#)
    }

    private static func rows(_ rows: [String]) -> ScriptedAnswer {
        ScriptedAnswer(
            #"{"code":"200","error":null,"msg":"\#(rows.count) records were found","data":["#
                + rows.joined(separator: ",") + "]}")
    }

    private static func value(_ key: String, of target: String) -> String {
        let pair = target.split { $0 == "?" || $0 == "&" }.first { $0.hasPrefix("\(key)=") }
        return pair.map { String($0.dropFirst(key.count + 1)) } ?? ""
    }

    private static let refusal = ScriptedAnswer(
        status: 400, #"{"code":"400","error":"BAD REQUEST","msg":"SOME PARAMETERS ARE REQUIRED","data":[]}"#)

    private struct Record: Decodable {
        struct Calls: Decodable { var first: Int }
        var calls: Calls
    }

    private static func run(
        _ place: Workplace, _ more: [String] = []
    ) async throws -> (outcome: Program.Outcome, calls: Int?) {
        let outcome = try await place.run(["run", "pipeline.yaml", "--day", "\(day)", "--json"] + more)
        let record = try? JSONDecoder().decode(Record.self, from: Data(outcome.output.utf8))
        return (outcome, record?.calls.first)
    }

    @Test func eachValueIsAskedForAndTheListIsCounted() async throws {
        try await ScriptedServer.run(script: { request in
            if request.target.contains("information.php") { return Self.list("skill_id", ["101", "0102", "101"]) }
            let skill = Self.value("skill_id", of: request.target)
            return Self.rows([#"{"skill_id":"\#(skill)","date":"\#(Self.day) 10:00:0\#(request.number)"}"#])
        }) { server in
            let place = try Workplace(server: server.address)
            try place.write(
                Self.pipeline("{ report: calls_9, with: { skill_id: { from: skills } } }", Self.definition),
                to: "pipeline.yaml")
            let (outcome, calls) = try await Self.run(place)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(calls == 3)
            #expect(server.requests.map { Self.value("api", of: $0.target) } == ["skills", "calls_9", "calls_9"])
            #expect(server.requests.map { Self.value("skill_id", of: $0.target) } == ["", "101", "0102"])
            let lines = try await place.lines(place.dataFile("calls_9", "\(Self.day)"))
            #expect(lines.map { $0.contains(#""skill_id":"101""#) } == [true, false])
            let manifest = try place.json("output/report=calls_9/source=bogota/day=\(Self.day)/_manifest.json")
            #expect(manifest["rows"] as? Int == 2)
        }
    }

    @Test func aDayIsWholeOnlyWhenEveryValueIs() async throws {
        let refused = LockedFlag()
        try await ScriptedServer.run(script: { request in
            if request.target.contains("information.php") { return Self.list("skill_id", ["101", "102", "103"]) }
            let skill = Self.value("skill_id", of: request.target)
            if skill == "102", refused.isSet { return ScriptedAnswer(status: 500, "") }
            return Self.rows([#"{"skill_id":"\#(skill)","date":"\#(Self.day) 10:00:00"}"#])
        }) { server in
            let place = try Workplace(server: server.address)
            try place.write(
                Self.pipeline("{ report: calls_9, with: { skill_id: { from: skills } } }", Self.definition),
                to: "pipeline.yaml")
            refused.isSet = true
            let (failed, _) = try await Self.run(place)
            #expect(failed.status == 69, "\(failed.errors)")
            #expect(failed.errors.contains("calls_9 with skill_id 102"))
            #expect(place.files(below: "output/report=calls_9") == [])
            refused.isSet = false
            let (good, _) = try await Self.run(place)
            #expect(good.status == 0, "\(good.errors)")
            #expect(try await place.lines(place.dataFile("calls_9", "\(Self.day)")).count == 3)
            // 101 was received already; the list is asked for again, for it may have changed.
            #expect(server.requests.filter { Self.value("skill_id", of: $0.target) == "101" }.count == 1)
        }
    }

    @Test(arguments: [
        ("empty", "is empty"), ("without ids", "has no skill_id"), ("refused", "refused the request"),
        ("broken", "the list of skills of bogota"),
    ])
    func aListThatCannotBeHadFailsTheReportAndNothingElse(kind: String, words: String) async throws {
        try await ScriptedServer.run(script: { request in
            guard request.target.contains("information.php") else {
                return Self.rows([#"{"result":"BUSY","count":"3"}"#])
            }
            switch kind {
            case "empty": return Self.list("skill_id", [])
            case "without ids": return Self.list("id", ["101"])
            case "refused": return Self.refusal
            default: return .cut(after: #"{"code":"200","data":[{"skill_id":"1"#)
            }
        }) { server in
            let place = try Workplace(server: server.address)
            try place.write(
                Self.pipeline(
                    "{ report: calls_9, with: { skill_id: { from: skills } } }\n  - cdr_6", Self.definition),
                to: "pipeline.yaml")
            let (outcome, _) = try await Self.run(place)
            #expect(outcome.status == (kind == "refused" ? 78 : 3), "\(outcome.errors)")
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
            #expect(place.files(below: "output/report=calls_9") == [])
            #expect(place.files(below: "output/report=cdr_6").count == 2)
            #expect(!server.requests.contains { $0.target.contains("api=calls_9") })
        }
    }

    @Test func allIsAskedForWhereItIsTaken() async throws {
        try await ScriptedServer.run([Self.rows([#"{"campaign_id":"7","dials":"3"}"#])]) { server in
            let place = try Workplace(server: server.address)
            try place.write(
                Self.pipeline("{ report: dials_9, with: { campaign_id: { from: campaigns } } }", Self.definition),
                to: "pipeline.yaml")
            let (outcome, calls) = try await Self.run(place)
            #expect(outcome.status == 0 && calls == 1, "\(outcome.errors)")
            #expect(server.requests.map { Self.value("campaign_id", of: $0.target) } == ["all"])
        }
    }

    @Test(arguments: ["refused", "capped"])
    func eachCampaignIsAskedForWhereAllFails(kind: String) async throws {
        let isCapped = kind == "capped"
        try await ScriptedServer.run(script: { request in
            if request.target.contains("information.php") { return Self.list("campaign_id", ["7", "8"]) }
            switch Self.value("campaign_id", of: request.target) {
            case "all" where isCapped:
                return Self.rows((0..<4).map { #"{"campaign_id":"\#($0)","dials":"1"}"# })
            case "all": return Self.refusal
            case let id: return Self.rows([#"{"campaign_id":"\#(id)","dials":"5"}"#])
            }
        }) { server in
            let place = try Workplace(server: server.address)
            let sources =
                "  - { name: bogota, time_zone: America/Bogota, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", "
                + "\(PipelineText.retries), limits: { rows_per_call: 4, timeout: 1h } }"
            try place.write(
                "\(PipelineText(sources: sources, reports: "  - { report: dials_9, with: { campaign_id: { from: campaigns } } }", more: Self.definition))",
                to: "pipeline.yaml")
            let days = LocalDays.last(2)
            let outcome = try await place.run(["run", "pipeline.yaml"] + days.flags)
            #expect(outcome.status == 0, "\(outcome.errors)")
            for day in days {
                let lines = try await place.lines(place.dataFile("dials_9", "\(day)"))
                #expect(
                    lines.map { $0.prefix(#"{"campaign_id":"7","dials":5"#.count) } == [
                        #"{"campaign_id":"7","dials":5"#, #"{"campaign_id":"8","dials":5"#,
                    ])
            }
            let asked = server.requests.map { Self.value("campaign_id", of: $0.target) }
            // A refusal is one for good; what is too much on one day may not be on another.
            #expect(asked == (isCapped ? ["all", "all", "", "7", "8", "7", "8"] : ["all", "", "7", "8", "7", "8"]))
            #expect(outcome.errors.contains("not to be had for all values together"))
            #expect(!outcome.errors.contains("failed"))
        }
    }

    @Test func theSimulatorsCampaignsAreFound() async throws {
        try await SimulatorProcess.run(rowsPerDay: 40) { server in
            let place = try Workplace(server: server.address)
            let definition = """
                definitions:
                  - name: campaign_7
                    grain: event
                    event_time: date
                    parameters: [{ name: campaign_id, required: true }]
                    fields: [{ name: campaign_id }, { name: telephone }, { name: date, form: timestamp }]
                """
            try place.write(
                Self.pipeline("{ report: campaign_7, with: { campaign_id: { from: campaigns } } }", definition),
                to: "pipeline.yaml")
            let (outcome, _) = try await Self.run(place)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let truth = try await server.truth("campaign_7", "\(Self.day)")
            let manifest = try place.json("output/report=campaign_7/source=bogota/day=\(Self.day)/_manifest.json")
            #expect(truth.rows > 0)
            #expect(manifest["received"] as? Int == truth.rows)
        }
    }

    @Test func aPlanMakesNoCallAndSaysWhatIsAskedLater() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        try place.write(
            Self.pipeline(
                "{ report: calls_9, with: { skill_id: { from: skills } } }\n"
                    + "  - { report: dials_9, with: { campaign_id: { from: campaigns } } }", Self.definition),
            to: "pipeline.yaml")
        let text = try await place.succeed(["plan", "pipeline.yaml", "--day", "\(Self.day)"])
        #expect(text.contains("each of skills"))
        #expect(
            text.contains(
                "  calls_9 of bogota: a run asks for the list of skills first, and makes each call once for each of them\n"
            ))
        #expect(
            text.contains(
                "  dials_9 of bogota: where `all` is refused or too much, a run asks for the list of campaigns, and then "
                    + "once for each\n"))
        let json = try await place.succeed(["plan", "pipeline.yaml", "--day", "\(Self.day)", "--json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let groups = try #require(document["groups"] as? [[String: Any]])
        let lists = try #require(groups.first?["lists"] as? [[String: Any]])
        #expect(lists.map { $0["list"] as? String } == ["skills", "campaigns"])
        #expect(lists.map { $0["if_needed"] as? Bool } == [false, true])
    }
}

/// A switch between a test and its server.
private final class LockedFlag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
