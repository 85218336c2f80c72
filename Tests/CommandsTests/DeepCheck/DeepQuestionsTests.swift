import ByteScan
import ETL
import PipelineFile
import Testing
import Wolkvox

@testable import Commands

@Suite struct DeepQuestionsTests {
    private func asked(_ names: [String]) throws -> [AskedReport] {
        try names.map { AskedReport(definition: try Catalogue.vendor.report(named: $0), parameters: [:]) }
    }

    /// However many reports there are.
    @Test func noInterviewTakesMoreThanFifteenCalls() throws {
        #expect(DeepCheck.calls(for: try asked(Catalogue.vendor.names)) == 15)
        #expect(DeepCheck.calls(for: try asked(["cdr_6"])) < 15)
        #expect(DeepCheck.calls(for: []) < 15)
    }

    @Test func questionsHaveNamesOfTheirOwn() {
        let names = DeepQuestions.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    /// What a source has said already stays when a report is added to it.
    @Test func keysOfReportsAreMerged() throws {
        let spec = try Specs.read(
            sources: "- { name: bogota, server: 12, token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota, "
                + "selects: { cdr_1: window, chat_1: date } }")
        func finding(_ report: String, _ time: String, needsAction: Bool = true) -> DeepFinding {
            .differs(
                "selects", of: report, answer: "", seen: "", follows: "", key: "selects: { \(report): \(time) }",
                needsAction: needsAction)
        }
        let findings = [
            finding("chat_1", "date_close"), finding("cdr_3", "window"), finding("cdr_5", "date", needsAction: false),
            .differs(
                "window_end", of: "cdr_1", answer: "", seen: "", follows: "", key: "ends: exclusive", needsAction: true),
        ]
        #expect(
            DeepCheck.settings(findings, of: try #require(spec.sources.first)) == [
                "ends: exclusive", "selects: { cdr_1: window, cdr_3: window, chat_1: date_close }",
            ])
    }

    /// One key, however many fields need it.
    @Test func aKeyIsSetOnce() throws {
        let spec = try Specs.read(
            sources: "- { name: bogota, server: 12, token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota }")
        let costs = ["cdr_1.cost", "cdr_7.cost"].map {
            DeepFinding.differs(
                "written", of: $0, answer: "", seen: "", follows: "", key: "decimal_separator: \".\"", needsAction: true
            )
        }
        #expect(
            DeepCheck.settings(costs, of: try #require(spec.sources.first)) == ["decimal_separator: \".\""])
    }

    @Test(arguments: [
        ([["1,234"], ["12.5"]], DecimalSeparator?.some(.point)), ([["1,234"], ["12,5"]], .comma),
        ([["1,234", "12,5"], ["12.5"]], nil), ([["1,234"], ["2,345"]], nil),
    ])
    func costsOfAllFieldsDecideTheirSign(fields: [[String]], sign: DecimalSeparator?) throws {
        let written = fields.map { values in
            var written = WrittenValues(.cost, .cost)
            for value in values { written.see(value) }
            return written
        }
        #expect(try DecimalSign(of: written).separator == sign)
    }

    /// Days say nothing of seconds.
    @Test func aReportOfDaysSaysNothingOfTimes() throws {
        var definition = try Catalogue.vendor.report(named: "cdr_1")
        definition.eventTime = "telephone"
        let report = AskedReport(definition: definition, parameters: [:])
        #expect(!report.isOfEvents && report.isOfDays)
    }

    @Test(arguments: [
        (["1791534600"], nil), (Array(repeating: "ivr.1791534600.7", count: 12), Int?(-18_000)),
        (Array(repeating: "0042.1234.1791534600.12", count: 10), Int?(-18_000)),
        // A clock may be some seconds ahead of another one.
        (Array(repeating: "ivr.1791534702.7", count: 12), Int?(-18_000)),
        (Array(repeating: "573001234567", count: 20), nil), (Array(repeating: "-", count: 20), nil),
    ])
    func identifiersOfCallsShowTheZone(identifiers: [String], offset: Int?) {
        var epochs = EpochOffsets()
        // The call lasted for 100 seconds, five hours west of Greenwich.
        let time = LocalTime(seconds: 1_791_534_600 - 18_000 + 100)
        for identifier in identifiers { epochs.see(Array(identifier.utf8), at: time) }
        #expect(epochs.offset == offset)
    }
}
