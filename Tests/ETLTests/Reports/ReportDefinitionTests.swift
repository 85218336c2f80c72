import ETL
import Foundation
import Testing

@Suite struct ReportDefinitionTests {
    private let file = """
        {"name": "skill_4", "title": {"en": "By hour", "es": "Por hora"}, "grain": "bucket", "bucket_seconds": 3600,
         "row_day": "window", "days_per_call": 1, "fields": [{"name": "hour"}, {"name": "aht", "form": "duration"}],
         "answer_order": ["aht", "other"]}
        """

    @Test func readsADefinitionWithWhatIsUsualLeftOut() throws {
        let report = try JSONDecoder().decode(ReportDefinition.self, from: Data(file.utf8))
        #expect(report.grain == .bucket(seconds: 3600))
        #expect(report.rowDay == .window)
        #expect(report.daysPerCall == 1)
        #expect(report.parameters.isEmpty)
        #expect(report.fields == [FieldDefinition("hour", .text), FieldDefinition("aht", .duration)])
    }

    @Test func scansEveryFieldOnceInTheAnswersOrder() throws {
        let report = try JSONDecoder().decode(ReportDefinition.self, from: Data(file.utf8))
        #expect(report.scanOrder == ["aht", "hour"])
    }

    /// Which forms there are is known where they are read.
    @Test func keepsAFormOfAnotherProgram() throws {
        let other = file.replacing("duration", with: "durations")
        let report = try JSONDecoder().decode(ReportDefinition.self, from: Data(other.utf8))
        #expect(report.fields.last?.form == ValueForm("durations"))
    }

    private func definition(_ changes: (inout ReportDefinition) -> Void) throws -> ReportDefinition {
        var report = ReportDefinition(
            name: "mine_1", title: .init(en: "Mine", es: "Mío"), grain: .event, eventTime: "date",
            fields: [FieldDefinition("date", .timestamp), FieldDefinition("day", .day), FieldDefinition("who")])
        changes(&report)
        return report
    }

    @Test func readsRulesForNestedData() throws {
        let read = { try JSONDecoder().decode(FlattenRule.self, from: Data(($0 as String).utf8)) }
        #expect(try read(#"{"list": "lines"}"#) == .list(key: "lines", prefix: ""))
        #expect(try read(#"{"list": "lines", "prefix": "line_"}"#) == .list(key: "lines", prefix: "line_"))
        #expect(try read(#"{"object": "range"}"#) == .object(column: "range"))
        for wrong in [
            #"{}"#, #"{"prefix": "a"}"#, #"{"list": "a", "object": "b"}"#, #"{"object": "b", "prefix": "a"}"#,
        ] {
            #expect(throws: DecodingError.self) { try read(wrong) }
        }
    }

    @Test func readsWhatAParameterTakes() throws {
        let text = #"{"name": "cod_act", "required": true, "values": ["cod_act1", "cod_act2"], "default": "cod_act1"}"#
        let parameter = try JSONDecoder().decode(Parameter.self, from: Data(text.utf8))
        #expect(parameter.defaultValue == "cod_act1")
        #expect(["cod_act2", "cod_act3", "all", ""].map(parameter.accepts) == [true, false, false, false])
    }

    @Test func cutsWindowsByWhatRowsSayOfTheirTime() throws {
        let hour = ExtractLimits.Grain.bucket(seconds: 3600)
        #expect(try definition { _ in }.windowGrain == .event)
        #expect(try definition { $0.grain = hour }.windowGrain == hour)
        #expect(try definition { ($0.grain, $0.eventTime) = (hour, "day") }.windowGrain == .bucket(seconds: 86_400))
        #expect(try definition { $0.eventTime = "day" }.windowGrain == .bucket(seconds: 86_400))
        #expect(try definition { ($0.grain, $0.eventTime) = (hour, nil) }.windowGrain == .total)
        #expect(try definition { ($0.grain, $0.eventTime) = (.total, nil) }.windowGrain == .total)
    }

    @Test func stampsRowsThatSayNothingOfTheirDay() throws {
        let hours = try definition { ($0.grain, $0.eventTime) = (.bucket(seconds: 3600), nil) }
        #expect(hours.schema().names.suffix(3) == ["window_start", "window_end", "_extra"])
        #expect(try definition { $0.grain = .bucket(seconds: 3600) }.schema().names.contains("window_start") == false)
    }

    @Test func aTimeThatDecidesAboutNothingMayBeMissing() throws {
        #expect(try definition { _ in }.schema().eventTime == "date")
        #expect(try definition { $0.rowDay = .window }.schema().eventTime == nil)
    }

    @Test func aSoundDefinitionHasNoMistakes() throws {
        #expect(try definition { _ in }.mistakes.isEmpty)
    }

    @Test(arguments: [
        Wrong("name", .init("name")) { $0.name = "Mine 1" },
        Wrong("no time", .init("grain")) { $0.eventTime = nil },
        Wrong("total with a time", .init("event_time")) { $0.grain = .total },
        Wrong("odd bucket", .init("bucket_seconds")) { $0.grain = .bucket(seconds: 7000) },
        Wrong("unknown time", .init("event_time")) { $0.eventTime = "when" },
        Wrong("time that is text", .init("event_time")) { $0.eventTime = "who" },
        Wrong("no days", .init("days_per_call")) { $0.daysPerCall = 0 },
        Wrong("field twice", .init("fields", item: 3, member: "name")) { $0.fields.append(FieldDefinition("who")) },
        Wrong("field of the program", .init("fields", item: 3, member: "name")) {
            $0.fields.append(FieldDefinition("_extra"))
        },
        Wrong("stamp", .init("fields", item: 3, member: "name")) {
            ($0.grain, $0.eventTime) = (.total, nil)
            $0.fields.append(FieldDefinition("window_end"))
        },
        Wrong("parameter of every request", .init("parameters", item: 0, member: "name")) {
            $0.parameters = [Parameter("date_ini", isRequired: false)]
        },
        Wrong("default that is refused", .init("parameters", item: 0)) {
            $0.parameters = [Parameter("kind", isRequired: true, values: ["a"], defaultValue: "b")]
        },
        Wrong("order with a stranger", .init("answer_order", item: 1)) { $0.answerOrder = ["date", "whom"] },
        Wrong("list that is a field", .init("flatten")) { $0.flatten = .list(key: "who", prefix: "") },
        Wrong("column that is none", .init("flatten", member: "object")) { $0.flatten = .object(column: "range") },
    ])
    func findsMistakes(wrong: Wrong) throws {
        #expect(try definition(wrong.change).mistakes.map(\.place) == [wrong.place])
    }

    /// What depends on a part that could not be read is not judged.
    @Test func nothingIsSaidOfWhatIsUnread() throws {
        let report = try definition { ($0.eventTime, $0.daysPerCall) = ("when", 0) }
        #expect(report.findings(unread: ["fields"]).map(\.place) == [.init("days_per_call")])
        #expect(report.findings(unread: ["event_time", "days_per_call"]).isEmpty)
    }

    @Test func aMistakeHasItsPlaceInJSON() throws {
        let twice = try definition { $0.fields.append(FieldDefinition("who")) }
        #expect(twice.mistakes.first?.description.hasPrefix("fields[3].name: ") == true)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let place: ReportDefinition.Mistake.Place
        let change: @Sendable (inout ReportDefinition) -> Void

        init(
            _ name: String, _ place: ReportDefinition.Mistake.Place,
            change: @escaping @Sendable (inout ReportDefinition) -> Void
        ) {
            (testDescription, self.place, self.change) = (name, place, change)
        }
    }
}
