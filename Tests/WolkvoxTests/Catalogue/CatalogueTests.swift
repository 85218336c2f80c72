import ETL
import Foundation
import Testing

@testable import Wolkvox

@Suite struct CatalogueTests {
    @Test func knowsTheReportsInTheOrderPeopleExpect() throws {
        let names = Catalogue.vendor.names
        #expect(names.count == 104)
        #expect(
            names.filter { $0.hasPrefix("skill") }.prefix(6) == [
                "skill_1", "skill_2", "skill_3", "skill_4", "skill_4_1", "skill_4_2",
            ])
        var catalogue = Catalogue()
        for name in ["cdr_10", "skill_4_1", "cdr_2", "skill_4", "act_1", "skill_10"] {
            catalogue.add(ReportDefinition(name: name, title: .init(en: "", es: ""), grain: .event, fields: []))
        }
        #expect(catalogue.names == ["act_1", "cdr_2", "cdr_10", "skill_4", "skill_4_1", "skill_10"])
    }

    @Test func listsEveryDefinitionFile() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Wolkvox/Catalogue/Reports")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(Catalogue.vendor.names.map { "\($0).json" }))
    }

    @Test(arguments: [
        (
            "cdr_1",
            [
                "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "time_min", "cod_act", "cod_act_2",
                "description_cod_act", "description_cod_act_2", "type_interaction", "customer_id", "hang_up",
                "campaign_id", "conn_id", "skill_id", "skill_name", "agent_id", "comment",
            ]
        ),
        (
            "cdr_3",
            [
                "agent_id", "agent_name", "date", "destiny", "telephone", "message", "channel", "customer_id",
                "conn_id",
            ]
        ),
        ("cdr_6", ["result", "count"]),
        (
            "diagram_9",
            [
                "session_id", "channel", "rp_id", "date", "customer_name", "customer_email", "customer_phone",
                "customer_query", "routing_answer", "customer_id", "conn_id",
            ]
        ),
        ("campaign_7", ["customer_id", "campaign_id", "file_name", "telephone", "result", "date"]),
    ])
    func hasTheFieldsOfTheVendorsPages(name: String, fields: [String]) throws {
        let report = try Catalogue.vendor.report(named: name)
        #expect(report.name == name)
        #expect(report.fields.map(\.name) == fields)
        #expect(report.fields.allSatisfy { !$0.summary.isEmpty })
        #expect(report.answerOrder.sorted() == fields.sorted())
    }

    @Test(arguments: [
        ("cdr_1", "cost", ValueForm.cost), ("cdr_1", "time_seg", .seconds), ("cdr_1", "time_min", .minutes),
        ("cdr_1", "comment", .freeText), ("cdr_1", "description_cod_act_2", .freeText), ("cdr_1", "date", .timestamp),
        ("cdr_1", "customer_id", .text), ("cdr_3", "channel", ValueForm("connector_channel")),
        ("cdr_3", "message", .freeText),
        ("cdr_6", "count", .count), ("diagram_9", "channel", ValueForm("chat_channel")),
        ("diagram_9", "routing_answer", .freeText),
        ("diagram_9", "customer_query", .freeText), ("campaign_7", "date", .timestamp),
    ])
    func knowsHowValuesAreWritten(name: String, field: String, form: ValueForm) throws {
        let report = try Catalogue.vendor.report(named: name)
        #expect(report.fields.first { $0.name == field }?.form == form)
    }

    @Test(arguments: ["cdr_1", "cdr_3", "diagram_9", "campaign_7"])
    func eventReportsHaveATime(name: String) throws {
        let report = try Catalogue.vendor.report(named: name)
        #expect(report.grain == .event)
        #expect(report.eventTime == "date")
        #expect(report.rowDay == .own)
    }

    @Test func totalsHaveNone() throws {
        let report = try Catalogue.vendor.report(named: "cdr_6")
        #expect(report.grain == .total)
        #expect(report.eventTime == nil)
    }

    @Test func guessesTheOrderOfRealAnswers() throws {
        let report = try Catalogue.vendor.report(named: "cdr_1")
        #expect(report.answerOrder[7...10] == ["cod_act", "description_cod_act", "cod_act_2", "description_cod_act_2"])
    }

    @Test func suggestsTheNearestName() {
        let error = #expect(throws: ETLError.self) { try Catalogue.vendor.report(named: "crd_1") }
        #expect(error?.code == .configuration)
        #expect(error?.description.contains("Did you mean 'cdr_1'?") == true)
        #expect(Catalogue.vendor.nearestName(to: "diagram9") == "diagram_9")
        #expect(Catalogue.vendor.nearestName(to: "something else") == nil)
    }

    @Test func findsReportsByWordsWithoutAccents() throws {
        #expect(try Catalogue.vendor.search("enrutamiento INTERACCION").map(\.name) == ["diagram_9"])
        #expect(try Catalogue.vendor.search("detail").map(\.name).contains("campaign_7"))
        #expect(try Catalogue.vendor.search("nothing of the kind").isEmpty)
    }

    @Test func anAddedReportReplacesTheVendors() throws {
        var catalogue = Catalogue.vendor
        let mine = ReportDefinition(
            name: "cdr_1", title: .init(en: "Mine", es: "Mío"), grain: .event, fields: [FieldDefinition("a")])
        catalogue.add(mine)
        #expect(try catalogue.report(named: "cdr_1") == mine)
        #expect(catalogue.names == Catalogue.vendor.names)
    }
}
