import ETL
import Testing

@testable import Wolkvox

@Suite struct VendorReportsTests {
    @Test func stampsTotalsNextToLast() throws {
        let report = try Catalogue.vendor.report(named: "cdr_6")
        #expect(report.schema().names == ["result", "count", "window_start", "window_end", "_extra"])
        #expect(report.schema(unknownFields: .drop).names == ["result", "count", "window_start", "window_end"])
        #expect(report.schema().fields.map(\.origin) == ["result", "count", nil, nil, nil])
    }

    @Test func carriesTheEventTimeIntoTheSchema() throws {
        let schema = try Catalogue.vendor.report(named: "cdr_1").schema(unknownFields: .fail)
        #expect(schema.eventTime == "date")
        #expect(schema.names.last == "comment")
    }

    @Test(arguments: [
        ("agent", 18), ("skill", 13), ("cdr", 11), ("act", 5), ("diagram", 18), ("quality", 5), ("campaign", 10),
        ("chat", 16), ("speech", 5), ("wizard", 3),
    ])
    func everyFamilyIsWhole(family: String, count: Int) {
        #expect(Catalogue.vendor.names.filter { $0.hasPrefix("\(family)_") }.count == count)
    }

    @Test(arguments: Catalogue.vendor.names)
    func everyDefinitionMakesSense(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        #expect(report.name == name)
        #expect(report.mistakes == [])
        #expect(!report.title.en.isEmpty && !report.title.es.isEmpty)
        #expect(report.title.es.first?.isNumber == false)
        for summary in report.fields.map(\.summary) + report.parameters.map(\.summary) {
            #expect(summary.count > 3 && summary.hasSuffix("."), "'\(summary)' is no sentence")
        }
        #expect(report.scanOrder.sorted() == report.fields.map(\.name).sorted())
    }

    /// Every fact has a source: what all definitions say, and what this one says beyond that.
    @Test(arguments: Catalogue.vendor.names)
    func everyFactSaysWhereItIsFrom(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        var expected: Set = ["title.en", "title.es", "fields", "forms", "grain"]
        if !report.parameters.isEmpty { expected.insert("parameters") }
        if report.rowDay == .window { expected.insert("row_day") }
        if report.daysPerCall != nil { expected.insert("days_per_call") }
        if report.flatten != nil { expected.insert("flatten") }
        let facts = Set(report.facts.keys)
        #expect(expected.subtracting(facts).isEmpty)
        let fields = Set(report.fields.map { "fields.\($0.name)" })
        let further: Set = ["event_time", "answer_order", "parameters.all"]
        #expect(facts.subtracting(expected).subtracting(fields).isSubset(of: further))
    }

    /// What the names of fields promise holds in every report.
    @Test(arguments: Catalogue.vendor.names)
    func formsFitTheNames(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        for field in report.fields {
            let words = field.name.lowercased().split(separator: "_").map(String.init)
            if ["id", "dni", "phone", "telephone", "ani", "dnis", "email", "hour"].contains(words.last) {
                #expect(field.form == .text, "\(field.name)")
            }
            if words.first == "description"
                || ["message", "comment", "comments", "subject", "body"].contains(field.name)
            {
                #expect(field.form == .freeText, "\(field.name)")
            }
            if ["aht", "asa", "ata", "att", "acw"].contains(words.first ?? "") || field.name == "time" {
                #expect(field.form == .duration, "\(field.name)")
            }
            if field.name.hasPrefix("percent") || field.name.hasPrefix("service_level") {
                #expect(field.form == .percent, "\(field.name)")
            }
            let counts = ["answer_calls", "abandon_calls", "inbound_calls", "calls", "count", "records"]
            if counts.contains(field.name) {
                #expect(field.form == .count, "\(field.name)")
            }
        }
    }

    @Test(arguments: [
        ("campaign_9", "campaing_id"), ("chat_13", "chanel"), ("agent_14", "destinity"), ("agent_1", "aht_outbund"),
        ("chat_1", "agent_anwers "), ("skill_8", "anwers_greater_than_51seg"), ("skill_9", "abandon_11seg_20_seg"),
        ("campaign_10", "cantidad"), ("wizard_3", "explation"), ("cdr_10", "hung_up"), ("quality_3", "yes/no"),
    ])
    func keepsTheVendorsSpelling(name: String, key: String) throws {
        #expect(try Catalogue.vendor.report(named: name).fields.contains { $0.name == key })
    }

    @Test(arguments: [
        ("diagram_8", ["characters"]), ("skill_9", ["answer_0seg_10seg", "anwers_greater_than_51seg"]),
        ("cdr_11", ["name_agent", "agent_name"]), ("speech_5", ["agent_id", "id_agent"]),
        ("chat_1", ["date_close", "agent_dni", "bsuid"]),
    ])
    func alsoHasKeysThatOnlyOneSourceKnows(name: String, keys: [String]) throws {
        let names = try Catalogue.vendor.report(named: name).fields.map(\.name)
        #expect(keys.allSatisfy(names.contains))
    }

    @Test func parametersAreThoseOfTheVendorsCollection() throws {
        for report in try Catalogue.vendor.reports() {
            let parameters = report.parameters.map {
                "\($0.name)\($0.isRequired ? " required" : "")\($0.acceptsAll ? " all" : "")"
            }
            let expected: [String] =
                switch report.name {
                case "agent_2": ["agent_id required"]
                case "chat_4": ["attach_array", "include_attachments"]
                case "chat_10": ["destination"]
                case "diagram_1": ["customer_id"]
                case "skill_1": ["skill_id required all", "services_time"]
                case let name where name.hasPrefix("skill_"): ["skill_id required all"]
                case let name where name.hasPrefix("campaign_"): ["campaign_id required all"]
                case let name where name.hasPrefix("act_") && name != "act_4": ["cod_act required"]
                default: []
                }
            #expect(parameters == expected, "\(report.name)")
        }
        let code = try Catalogue.vendor.report(named: "act_3").parameters[0]
        #expect(code.values == ["cod_act1", "cod_act2"])
        #expect(code.defaultValue == "cod_act1")
        #expect(try Catalogue.vendor.report(named: "skill_5").daysPerCall == 1)
    }

    @Test func knowsWhatIsNested() throws {
        let nested = try Catalogue.vendor.reports().filter { $0.flatten != nil }
        #expect(
            Dictionary(uniqueKeysWithValues: nested.map { ($0.name, $0.flatten) }) == [
                "agent_5": .list(key: "status_x_hour", prefix: ""), "agent_11": .list(key: "agents", prefix: ""),
                "chat_2": .list(key: "conversation", prefix: ""), "cdr_4": .object(column: "time_range"),
            ])
    }

    @Test(arguments: [
        ("agent_1", ExtractLimits.Grain.total), ("agent_6", .total), ("agent_7", .bucket(seconds: 86_400)),
        ("agent_8", .bucket(seconds: 86_400)), ("skill_4_2", .total), ("skill_7", .bucket(seconds: 86_400)),
        ("chat_1", .event), ("cdr_5", .event), ("diagram_1_1", .bucket(seconds: 86_400)), ("diagram_1_2", .total),
    ])
    func windowsKeepToWhatRowsSayOfTheirTime(name: String, grain: ExtractLimits.Grain) throws {
        let report = try Catalogue.vendor.report(named: name)
        #expect(report.windowGrain == grain)
        #expect(report.isStamped == (grain == .total))
    }
}
