import ETL
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
                == DefinitionSpec(
                    name: "sales_2", titleEn: "Sales: detail", titleEs: "Ventas", grain: .bucket(seconds: 3600),
                    eventTime: "date", rowDay: .window, daysPerCall: 7,
                    parameters: [
                        .init(
                            name: "queue", isRequired: true, acceptsAll: true, summary: "Number of a queue; or `all`."),
                        .init(
                            name: "kind", isRequired: false, acceptsAll: false, values: ["first", "no"],
                            defaultValue: "first"),
                    ],
                    columns: [
                        .init(name: "agent_id", form: .text, summary: "Number of the agent."),
                        .init(name: "date", form: .timestamp), .init(name: "yes/no", form: .text),
                        .init(name: "cost in $", form: .cost),
                    ],
                    flatten: .list(key: "lines", prefix: "line_"), answerOrder: ["date", "agent_id"],
                    facts: ["fields": .observed, "grain": .user]))
    }

    @Test func whatIsLeftOutHasItsUsualValue() throws {
        let reading = Self.read("definitions: [{ name: few, grain: total, fields: [{ name: calls }] }]\n")
        let spec = try #require(reading.definitions?.first)
        #expect(
            spec
                == DefinitionSpec(
                    name: "few", titleEn: "few", titleEs: "few", grain: .total,
                    columns: [.init(name: "calls", form: .text)]))
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
        var vocabulary = Fixture.vocabulary
        vocabulary.describe = { _ in
            .failure(UnsoundDefinition([.init(.field(1), "no such thing"), .init(.key("row_day"), "nor this")]))
        }
        let reading = PipelineReader.read(
            text: Fixture.file(more: Self.text), file: "p.yaml", environment: Fixture.environment,
            vocabulary: vocabulary)
        #expect(
            reading.diagnostics.map(\.description) == [
                "p.yaml:16:14: error: sales_2: nor this", "p.yaml:25:9: error: sales_2: no such thing",
            ])
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
        let spec = DefinitionSpec(
            name: "any", titleEn: name, titleEs: "x", grain: .total,
            columns: [.init(name: name, form: .text, summary: name)])
        let reading = Self.read("definitions:\n" + DefinitionYAML(spec).text)
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            #expect(reading.definitions == nil)
        } else {
            #expect(reading.definitions == [spec], "\(reading.diagnostics)")
        }
    }
}
