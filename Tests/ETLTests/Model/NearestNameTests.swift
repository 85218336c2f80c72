import ETL
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("crd_1", "cdr_1"), ("CDR_1", "cdr_1"), ("campain_7", "campaign_7"), ("cdr1", "cdr_1"), ("cdr-6", "cdr_6"),
    ])
    func nearNamesAreSuggested(written: String, meant: String) {
        #expect(NearestName.of(written, among: ["campaign_7", "cdr_6", "cdr_1", "diagram_9"]) == meant)
    }

    @Test(arguments: ["sales", "", "x", String(repeating: "cdr_1", count: 1000)])
    func farNamesAreNot(written: String) {
        #expect(NearestName.of(written, among: ["campaign_7", "cdr_6", "cdr_1"]) == nil)
    }
}
