import ETL
import PipelineFile
import Settings
import Testing

@Suite struct SecretTests {
    @Test func nothingThatPrintsShowsTheText() throws {
        let spec = try #require(
            Fixture.read(Fixture.file(more: "transform: [{ hash: { fields: [conn_id], key: '${PII_KEY}' } }]\n")).spec)
        var dumped = ""
        dump(spec, to: &dumped)
        let shown = [dumped, "\(spec)", String(describing: spec), String(reflecting: spec)]
        for text in shown {
            #expect(text.contains("«redacted»"))
            #expect(!text.contains(Fixture.token))
            #expect(!text.contains(Fixture.key))
        }
    }

    @Test func theTextIsThereForWhoAsksForIt() {
        #expect(Secret("abc").reveal() == "abc")
        #expect(Secret("abc") != Secret("abd"))
    }
}
