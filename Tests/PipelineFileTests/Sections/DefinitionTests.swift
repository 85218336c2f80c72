import ETL
import Settings
import Testing

@testable import PipelineFile

@Suite struct DefinitionTests {
    private static let text = """
        definitions:
          - name: sales_2
            title: { en: "Sales: detail", es: Ventas }
            grain: bucket
            bucket_seconds: 3600
            event_time: date
            row_day: window
            days_per_call: 7
            facts: { fields: observed, grain: user }
            parameters:
              - { name: queue, required: true, accepts_all: true, summary: "Number of a queue; or `all`." }
              - { name: kind, values: [first, "no"], default: first }
            flatten: { list: lines, prefix: line_ }
            fields:
              - { name: agent_id, summary: Number of the agent. }
              - { name: date, form: timestamp }
              - { name: "yes/no" }
              - { name: "cost in $", form: cost }
            answer_order: [date, agent_id]

        """

    private static func read(_ definitions: String, reports: String = "[cdr_1]") -> PipelineReader.Reading {
        Fixture.read(Fixture.file(reports: "reports: \(reports)\n", more: definitions))
    }

    @Test func everyKeyArrives() throws {
        let spec = try #require(Self.read(Self.text).definitions?.first)
        #expect(
            spec
                == ReportDefinition(
                    name: "sales_2", title: .init(en: "Sales: detail", es: "Ventas"), grain: .bucket(seconds: 3600),
                    eventTime: "date", rowDay: .window, daysPerCall: 7,
                    parameters: [
                        Parameter(
                            "queue", isRequired: true, acceptsAll: true, summary: "Number of a queue; or `all`."),
                        Parameter(
                            "kind", isRequired: false, acceptsAll: false, values: ["first", "no"],
                            defaultValue: "first"),
                    ],
                    fields: [
                        FieldDefinition("agent_id", summary: "Number of the agent."),
                        FieldDefinition("date", .timestamp), FieldDefinition("yes/no"),
                        FieldDefinition("cost in $", .cost),
                    ],
                    flatten: .list(key: "lines", prefix: "line_"), answerOrder: ["date", "agent_id"],
                    facts: ["fields": .observed, "grain": .user]))
    }

    @Test func whatIsLeftOutHasItsUsualValue() throws {
        let reading = Self.read("definitions: [{ name: few, grain: total, fields: [{ name: calls }] }]\n")
        let spec = try #require(reading.definitions?.first)
        #expect(
            spec
                == ReportDefinition(
                    name: "few", title: .init(en: "few", es: "few"), grain: .total, fields: [FieldDefinition("calls")]))
    }

    @Test func theRestOfTheFileKnowsTheReport() throws {
        let reading = Self.read(
            Self.text,
            reports:
                "[{ report: sales_2, with: { queue: all }, transform: [{ mask: { fields: [agent_id] } }] }]")
        #expect(reading.diagnostics.map(\.description) == [])
        #expect(reading.spec?.reports.map(\.name) == ["sales_2"])
        #expect(reading.spec?.definitions.map(\.name) == ["sales_2"])
    }

    @Test func aDefinitionTakesTheCataloguesPlaceWithAWarning() throws {
        let own = "definitions: [{ name: cdr_1, grain: total, fields: [{ name: shoe_size }] }]\n"
        let reading = Self.read(own + "transform: [{ mask: { fields: [shoe_size] } }]\n")
        #expect(reading.spec != nil)
        #expect(
            reading.diagnostics.map(\.description) == [
                "pipeline.yaml:10:23: warning: name: the catalogue has a report cdr_1; this definition takes its place "
                    + "in this file"
            ])
    }

    @Test func namesThatDifferInCaseAreWarnedOf() {
        let reading = Self.read(
            "definitions: [{ name: few, grain: total, fields: [{ name: calls }, { name: Calls }] }]\n")
        #expect(reading.spec != nil)
        #expect(
            reading.diagnostics.map(\.message) == [
                "name: 'Calls' differs from 'calls' in case alone; most tables hold only one of them"
            ])
    }

    @Test func definitionsAreReadWhereTheRestOfTheFileIsWrong() {
        let text = Fixture.file(
            sources: "sources: [{ name: bogota, time_zone: America/Bogota, server: '1', token: '${NOT_SET}' }]\n",
            more: Self.text)
        #expect(Fixture.read(text).spec == nil)
        #expect(Fixture.read(text).definitions?.map(\.name) == ["sales_2"])
        #expect(Fixture.read(text.replacing("grain: bucket", with: "grain: bukket")).definitions == nil)
    }

    @Test func whatMakesNoReportIsSaidAtItsPart() {
        let text = Self.text.replacing("default: first", with: "default: third")
            .replacing("list: lines", with: "list: agent_id")
        #expect(
            Self.read(text).diagnostics.map(\.description) == [
                "pipeline.yaml:21:9: error: sales_2: 'kind' doesn't accept its own default 'third'",
                "pipeline.yaml:22:14: error: sales_2: the list is taken apart, so 'agent_id' can be no field",
            ])
        let derived = Self.text.replacing("cost in $\", form: cost", with: "channel\", form: connector_channel")
            .replacing("yes/no", with: "channel_kind")
        let messages = Self.read(derived).diagnostics.map(\.message)
        #expect(messages.count == 1 && messages[0].hasPrefix("sales_2: ") && messages[0].contains("channel_kind"))
    }

    /// A variable may hold anything, so a message shows its name.
    @Test func aVariablesValueIsNotShown() {
        let text = Self.text.replacing("event_time: date", with: "event_time: ${WORD}")
        let messages = Self.read(text).diagnostics.map(\.message)
        #expect(messages.count == 1 && messages[0].contains("no field the value of '${WORD}'"))
        #expect(!messages.joined().contains(Fixture.token))
    }

    @Test func aPrintedDefinitionReadsAsTheSame() throws {
        let spec = try #require(Self.read(Self.text).definitions?.first)
        let printed = DefinitionYAML(spec).text
        #expect(Self.read("definitions:\n" + printed).definitions == [spec])
        let notes: [DefinitionYAML.Subject: String] = [.field("date"): "unsure: few", .key("grain"): "unsure: a guess"]
        let noted = DefinitionYAML(spec, notes: notes).text
        #expect(noted.contains("form: timestamp }  # unsure: few\n"))
        #expect(noted.contains("grain: bucket  # unsure: a guess\n"))
        #expect(Self.read("definitions:\n" + noted).definitions == [spec])
    }

    @Test(arguments: [
        "yes/no", "No", "0012", "1e3", "~", "null", "a: b", "- x", "ends with a blank ", " starts with one", "#none",
        "a # b",
        "{x}", "[y]", "a,b", "${HOME}", "$", "$$", "*star", "&and", "!tag", "quote\"s'", "back\\slash", "ñandú 💥",
        "a\u{85}b",
        "line\u{2028}separator", "true", "2026-10-01", "%", "@", "`", "key ", "agent_anwers ", ".5", "<<",
    ])
    func everyNameSurvivesPrinting(name: String) throws {
        let spec = ReportDefinition(
            name: "any", title: .init(en: name, es: "x"), grain: .total,
            fields: [FieldDefinition(name, summary: name)])
        let reading = Self.read("definitions:\n" + DefinitionYAML(spec).text)
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            #expect(reading.definitions == nil)
        } else {
            #expect(reading.definitions == [spec], "\(reading.diagnostics)")
        }
    }
}
