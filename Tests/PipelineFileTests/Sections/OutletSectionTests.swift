import ETL
import Settings
import Testing

@testable import PipelineFile

@Suite struct OutletSectionTests {
    private static let environment = Fixture.environment.merging(["CHAT_HOOK": "https://chat.example/\(Fixture.token)"])
    {
        $1
    }

    /// The example of the documentation.
    private static let text = Fixture.file(
        more: """
            metrics: { file: /var/lib/prometheus/node-exporter/wolkvox.prom }
            lineage: { url: "http://marquez:5000/api/v1/lineage" }
            notify:
              - { on: failure, webhook: "${CHAT_HOOK}", body: '{"text": "{pipeline}: {headline}"}', remind: 1h }
              - { on: [failure, recovery], command: [/usr/local/bin/page, "{pipeline}", "{headline}"] }
              - { on: always, webhook: "${CHAT_HOOK}" }

            """)

    @Test func everySettingArrives() throws {
        let reading = Fixture.read(Self.text, environment: Self.environment)
        #expect(reading.diagnostics.map(\.description) == [])
        let spec = try #require(reading.spec)
        #expect(spec.metrics == MetricsSpec(file: "/var/lib/prometheus/node-exporter/wolkvox.prom"))
        #expect(
            spec.lineage
                == LineageSpec(target: .url(Secret("http://marquez:5000/api/v1/lineage")), namespace: "wolkvox"))
        #expect(spec.notify.map(\.on) == [[.failure], [.failure, .recovery], [.always]])
        #expect(spec.notify.map(\.remind) == [.seconds(3600), .seconds(21_600), .seconds(21_600)])
        let hook = Secret("https://chat.example/\(Fixture.token)")
        #expect(spec.notify[2].way == .webhook(hook, body: nil))
        guard case .webhook(hook, let body?) = spec.notify[0].way, case .command(let words) = spec.notify[1].way else {
            Issue.record("\(spec.notify)")
            return
        }
        #expect(body.filled(\.rawValue) == #"{"text": "pipeline: headline"}"#)
        #expect(words.map { $0.filled(\.rawValue) } == ["/usr/local/bin/page", "pipeline", "headline"])
    }

    @Test func noneOfItIsPrinted() throws {
        let spec = try #require(Fixture.read(Self.text, environment: Self.environment).spec)
        var dumped = ""
        dump(spec.notify, to: &dumped)
        dump(spec.lineage, to: &dumped)
        for shown in ["\(spec.notify)", "\(String(describing: spec.lineage))", dumped] {
            #expect(!shown.contains(Fixture.token) && !shown.contains("marquez") && !shown.contains("/bin/page"))
        }
    }

    /// A file is read for other things than a run without the variables of who is told.
    @Test func whoIsToldNeedsNoVariablesWhereNobodyIs() {
        let reading = PipelineReader.read(
            text: Self.text, file: "pipeline.yaml", environment: Fixture.environment, secrets: .unused,
            vocabulary: Fixture.vocabulary)
        #expect(reading.spec != nil && reading.diagnostics.isEmpty)
        #expect(Fixture.read(Self.text).spec == nil)
    }

    @Test(arguments: [
        ("metrics: { file: wolkvox.txt }", "file: node_exporter reads files whose names end in .prom, and no others"),
        (
            "notify: [{ on: failure, webhook: \"http://chat.example/x\" }]",
            "webhook: plain http shows the address and the message to the network; use https"
        ),
    ])
    func whatWorksAndIsNotWiseIsAWarning(keys: String, warning: String) {
        let reading = Fixture.read(Fixture.file(more: keys + "\n"))
        #expect(reading.spec != nil)
        #expect(reading.diagnostics.map(\.message) == [warning])
    }

    @Test(arguments: [
        (#"{"text": "{headline}"}"#, #"{"text": "say \"no\"\n\\ ☎ \u0007"}"#, true),
        (#"{"rows": {rows}, "of": "{pipeline}"}"#, #"{"rows": 17, "of": "night"}"#, true),
        ("{pipeline}: {headline}", "night: say \"no\"\n\\ ☎ \u{7}", false),
        ("*{pipeline}* {} {x }", "*night* {} {x }", false),
        (#""{headline}""#, #""say \"no\"\n\\ ☎ \u0007""#, true),
    ])
    func valuesAreEscapedInJSONAlone(text: String, filled: String, isJSON: Bool) throws {
        let template = try MessageTemplate.body(text)
        #expect(template.isJSON == isJSON)
        let shown = template.filled { $0 == .headline ? "say \"no\"\n\\ ☎ \u{7}" : $0 == .rows ? "17" : "night" }
        #expect(shown == filled)
    }
}
