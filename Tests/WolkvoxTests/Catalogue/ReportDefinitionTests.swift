import ETL
import Foundation
import Testing

@testable import Wolkvox

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

    @Test func refusesAnUnknownForm() {
        let wrong = file.replacing("duration", with: "durations")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ReportDefinition.self, from: Data(wrong.utf8))
        }
    }

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
}
