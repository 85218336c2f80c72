import PipelineFile
import Settings
import Testing

@Suite struct WrongFileTests {
    @Test(arguments: WrongFile.all)
    func everyMistakeHasItsPlaceAndItsWords(file: WrongFile) {
        #expect(file.found() == file.expected)
        #expect(Fixture.read(file.text).spec == nil)
    }

    @Test(arguments: WrongFile.all)
    func noDiagnosticHoldsASecret(file: WrongFile) {
        let shown = Fixture.read(file.text).diagnostics.map(\.description).joined(separator: "\n")
        #expect(!shown.contains(Fixture.token))
        #expect(!shown.contains(Fixture.key))
    }

    @Test(arguments: WrongFile.all)
    func windowsLineBreaksMoveNothing(file: WrongFile) {
        let reading = Fixture.read(file.text.replacing("\n", with: "\r\n"))
        #expect(reading.diagnostics == Fixture.read(file.text).diagnostics)
    }

    @Test func theCorpusIsLarge() {
        #expect(WrongFile.all.count >= 60)
        #expect(WrongFile.all.allSatisfy { !$0.expected.isEmpty })
    }

    @Test func tenMistakesGiveTenDiagnostics() {
        let file = WrongFile(
            "ten mistakes",
            """
            version: ▸3
            name: nightly
            sources:
              - name: bogota
                ▸sever: "0012"
                token: ▸${NO_TOKEN}
                time_zone: ▸America/Bogata
                limits: { timeout: ▸75 }
            window: { from: ▸2026-13-01 }
            reports:
              - ▸crd_1
              - ▸campaign_7
            load: { to: output }
            quality: { max_quarantined: ▸101% }
            ▸load: { to: elsewhere }
            """,
            "version: '3' is not 1, the only version that this program reads",
            "unknown key 'sever' in a source; did you mean 'server'?",
            "token: the environment variable NO_TOKEN isn't set; set it, or write ${NO_TOKEN:-default}",
            "time_zone: 'America/Bogata' is not a known time zone; did you mean 'America/Bogota'?",
            "timeout: '75' has no unit; write s, m, h or d after the number, as in 75s",
            "from: '2026-13-01' is not a day of the calendar; write it as in 2026-10-01",
            "unknown report 'crd_1'; did you mean 'cdr_1'?",
            "campaign_7 needs the parameter campaign_id, such as `with: { campaign_id: all }`",
            "max_quarantined: '101%' is more than 100%",
            "duplicate key 'load' in a pipeline file; the first is in line 13")
        #expect(file.expected.count == 10)
        #expect(file.found() == file.expected)
    }
}
