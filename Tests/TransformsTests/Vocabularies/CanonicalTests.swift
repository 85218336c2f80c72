import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct CanonicalTests {
    /// Spellings of the vendor's pages and of live servers.
    @Test(arguments: [
        ("NOANSWER", "NOANSWER"), ("NO-ANSWER", "NOANSWER"), ("No answer", "NOANSWER"), ("no_answer", "NOANSWER"),
        ("Cancelled", "CANCEL"), ("Cancel", "CANCEL"), ("channel unavailable", "CHANUNAVAIL"),
        ("Chanunavail", "CHANUNAVAIL"),
        ("answer-machine", "ANSWERMACHINE"), ("do-not-call_clean", "DONOTCALLCLEAN"), ("Tcpa", "TCPA"),
        ("abandoned", "ABANDON"), ("hung up", "HUNGUP"), ("unattended", "NOANSWER"), ("MACHINE", "MACHINE"),
    ])
    func resultsHaveOneSpelling(_ raw: String, _ canonical: String) throws {
        let batch = try Typing.run(Canonical(fields: ["value"], words: .results), ["\"\(raw)\""])
        #expect(batch.schema.names == ["value", "value_canonical"])
        #expect(batch.table == [[raw, canonical]])
        #expect(batch.newWords.isEmpty)
    }

    @Test(arguments: [
        ("whatsapp official direct", "WHATSAPPOFFICIAL"), ("crm+webhook", "CRMWEBHOOK"),
        ("facebook_page", "FACEBOOKPAGE"),
        ("WEB", "WEB"), ("whatsapp (unofficial)", "WHATSAPP"),
    ])
    func channelsHaveOneSpelling(_ raw: String, _ canonical: String) throws {
        let canonicals = Canonical(fields: ["value"], words: .channels, placement: .instead)
        #expect(try Typing.run(canonicals, ["\"\(raw)\""]).table == [[canonical]])
    }

    @Test func wordsOfOnesOwnAreSpelledAsTheyAre() throws {
        let words = CanonicalWords([("Sí", ["yes", "SI"]), ("no \"never\"", ["nope"])])
        let batch = try Typing.run(
            Canonical(fields: ["value"], words: words, placement: .beside("said")),
            [#""YES""#, #""s.i""#, #""sí""#, #""Nope!""#, #""no \"never\"""#])
        #expect(batch.column("said") == ["Sí", "Sí", "Sí", "no \"never\"", "no \"never\""])
    }

    @Test func whatTheVocabularyLacksPassesAndIsToldOf() throws {
        let batch = try Typing.run(
            Canonical(fields: ["value"], words: .results),
            [#""NUEVO""#, #""busy""#, #""a \"b\"""#, #""NUEVO""#, "null"])
        #expect(batch.column("value_canonical") == ["NUEVO", "BUSY", "a \"b\"", "NUEVO", nil])
        #expect(
            batch.newWords == [
                NewWord(field: "value", text: "NUEVO", count: 2), NewWord(field: "value", text: "a \"b\"", count: 1),
            ])
    }

    @Test func nothingIsToldOfAHiddenColumn() throws {
        let canonical = Canonical(fields: ["note"], words: .results, placement: .instead)
        #expect(try Columns.run([canonical]).newWords.isEmpty == false)
        #expect(try Columns.run([canonical, Mask(fields: ["note"])]).newWords.isEmpty)
    }

    @Test func twoValuesCannotShareASpelling() {
        let words = CanonicalWords([("yes", ["si"]), ("no", ["SÍ", "s-i"])])
        #expect(Columns.refusal(Canonical(fields: ["note"], words: words))?.subject == "s-i")
        #expect(Columns.refusal(Canonical(fields: ["note"], words: CanonicalWords([("a", ["--"])])))?.subject == "--")
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Canonical(fields: ["note"], words: CanonicalWords([("x \"y\"", ["a b c"])])))
        try Columns.conform(Canonical(fields: ["note", "id"], words: .results, placement: .instead))
    }
}
