import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct RedactTests {
    @Test func valuesOfAnyTypeGo() throws {
        let batch = try Columns.run([Redact(fields: ["cost", "date", "note"])])
        #expect(batch.column("cost") == Array(repeating: nil, count: 6))
        #expect(batch.column("note") == Array(repeating: nil, count: 6))
        #expect(batch.times[0] != nil && batch.column("id")?[0] == "1")
    }

    @Test func aTextCanStandInTheirPlace() throws {
        let batch = try Columns.run([Redact(fields: ["note"], replacement: "\"gone\"")])
        #expect(batch.column("note") == ["\"gone\"", "\"gone\"", nil, "\"gone\"", "\"gone\"", "\"gone\""])
        #expect(Columns.refusal(Redact(fields: ["cost"], replacement: "x"))?.subject == "cost")
        #expect(Columns.refusal(Redact(fields: ["_extra"]))?.subject == "_extra")
    }

    @Test func quarantineShowsThatThereWasOne() throws {
        let redaction = try #require(try Redact(fields: ["value"]).bind(to: Typing.schema(.text)).redactions.first)
        #expect(redaction.redact(Array("1088".utf8)) == Array("***".utf8))
        #expect(redaction.redact(Array("-".utf8)) == Array("-".utf8))
    }

    @Test(arguments: [
        ("mail ana.ruiz+x@mail.example.co, thanks", "mail ***, thanks"), ("<a@b.co>", "<***>"), ("a@b", "a@b"),
        ("ñandú@correo.es.", "***."), ("call 300 123 4567 now", "call *** now"), ("cc 1.088.123", "cc ***"),
        ("id:79123456", "id:***"), ("4 of 12", "4 of 12"), ("2026-10-01", "***"), ("x1234 5", "x***"),
        ("1 2 3 4", "1 2 3 4"),
        ("1  23456", "1  ***"), ("a@b.co 12345", "*** ***"), ("", ""), ("user12345@mail.co", "***"),
        ("@@ 12345@", "@@ ***@"), ("call 300\u{A0}123\u{202F}4567", "call ***"),
        ("300\u{2011}123\u{2013}45 x", "*** x"),
        ("300\\t12\\n34\\r\\n5", "***"), ("10,88,123", "***"), ("300_12_34", "***"), ("no １２３４５！", "no ***！"),
        ("هاتف ٣٠٠١٢٣", "هاتف ***"), ("(57) 300 12", "(***"), ("1\u{AD}2\u{200B}3\u{FE0F}\u{20E3}45", "***"),
        ("१२३४ ५", "***"), ("１２３４", "１２３４"), ("10:30:45", "10:30:45"), ("12  345", "12  345"), ("²³", "²³"),
    ])
    func addressesAndNumbersAreTakenOutOfText(_ text: String, _ expected: String) throws {
        let redact = RedactWithin(fields: ["value"], patterns: [.emails, .digits])
        #expect(try Typing.run(redact, ["\"\(text)\""]).text(0, 0) ?? "null" == expected)
        let redaction = try #require(try redact.bind(to: Typing.schema(.freeText)).redactions.first)
        let plain = text.replacing("\\t", with: "\t").replacing("\\n", with: "\n").replacing("\\r", with: "\r")
        #expect(String(decoding: redaction.redact(Array(plain.utf8)), as: UTF8.self) == expected)
    }

    @Test func onlyWhatIsAskedForGoes() throws {
        let text = [#""a@b.co 12345""#]
        #expect(try Typing.run(RedactWithin(fields: ["value"], patterns: [.emails]), text).text(0, 0) == "*** 12345")
        #expect(
            try Typing.run(RedactWithin(fields: ["value"], patterns: [.digits], replacement: ""), text).text(0, 0)
                == "a@b.co ")
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Redact(fields: ["cost", "note", "date"]))
        try Columns.conform(Redact(fields: ["note"], replacement: "\\"))
        try Columns.conform(RedactWithin(fields: ["note", "id"], patterns: [.emails, .digits]))
    }
}
