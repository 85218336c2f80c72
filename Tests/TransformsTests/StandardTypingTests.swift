import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// Every line of the table of values, through the front door.
@Suite struct StandardTypingTests {
    private static let forms = ValueReader.all.map(\.form)

    @Test(arguments: Self.forms)
    func emptyAndBlankValuesAreNull(_ form: ValueForm) throws {
        for text in ["", " ", "   ", "\\t", "\\n "] { #expect(try Typing.standard(text, form) == "null") }
        #expect(try Typing.standard(json: "null", form) == "null")
    }

    @Test(arguments: Self.forms.filter { $0 != .freeText })
    func aDashAloneIsNullInAllButFreeText(_ form: ValueForm) throws {
        for text in ["-", " - ", "\\t-"] { #expect(try Typing.standard(text, form) == "null") }
    }

    @Test func aDashAloneIsFreeText() throws {
        #expect(try Typing.standard("-", .freeText) == "-")
        #expect(try Typing.standard(" - ", .freeText) == " - ")
    }

    @Test(arguments: [
        ("2026-10-01 08:15:42", "2026-10-01T08:15:42-05:00"), ("20261001081542", "2026-10-01T08:15:42-05:00"),
        ("2026-02-29 08:15:42", "!invalid_timestamp"), ("2026-10-01", "!invalid_timestamp"),
    ])
    func timestampsBecomeInstants(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .timestamp) == expected)
    }

    @Test(arguments: [("2026-10-01", "2026-10-01"), ("20261001", "2026-10-01"), ("2026-10-32", "!invalid_day")])
    func daysStayDays(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .day) == expected)
    }

    @Test(arguments: [
        ("0.0345", "0.0345"), ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("$ 12,5", "12.5"), ("0.00", "0.00"),
        ("1,234", "!ambiguous_decimal"), ("1e5", "!invalid_decimal"), ("n/a", "!invalid_decimal"),
    ])
    func costsAreExact(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .cost) == expected)
    }

    @Test func aSourcesSeparatorSettlesItsCosts() throws {
        #expect(try Typing.standard("1,234", .cost, .comma) == "1.234")
        #expect(try Typing.standard("1,234", .cost, .point) == "1234")
        #expect(try Typing.standard("1,234", .minutes, .point) == "1234")
        #expect(try Typing.standard("1,234 %", .percent, .comma) == "1.234")
    }

    @Test(arguments: [ValueForm.seconds, .count])
    func secondsAndCountsAreIntegers(_ form: ValueForm) throws {
        #expect(try Typing.standard("51", form) == "51")
        #expect(try Typing.standard("007", form) == "7")
        #expect(try Typing.standard("12.5", form) == "!invalid_integer")
        #expect(try Typing.standard("1,234", form) == "!invalid_integer")
    }

    @Test(arguments: [
        ("1", "1"), ("2.08", "2.08"), ("2,08", "2.08"), ("x", "!invalid_decimal"), ("$ 1", "!invalid_decimal"),
    ])
    func minutesAreDecimals(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .minutes) == expected)
    }

    @Test(arguments: [("08:15:42", "29742"), ("123:00:01", "442801"), ("51", "51"), ("12:30", "!invalid_duration")])
    func durationsAreSeconds(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .duration) == expected)
    }

    @Test(arguments: [("34.64 %", "34.64"), ("15,233.33 %", "15233.33"), ("0 %", "0"), ("much", "!invalid_percent")])
    func percentagesAreDecimals(_ text: String, _ expected: String) throws {
        #expect(try Typing.standard(text, .percent) == expected)
    }

    @Test(arguments: [
        "0", "007", "573001234567", "0035g00000AbCdE", " Ana  María ", "TIMEOUTACW", "--", "1e5", "ñandú 🚀",
    ])
    func idsAndNamesStayAsTheyCame(_ text: String) throws { #expect(try Typing.standard(text, .text) == text) }

    @Test(arguments: [
        ("12.5", ValueForm.cost, "12.5"), ("1e2", .cost, "100"), ("1.234", .cost, "1.234"), ("51", .seconds, "51"),
        ("12.0", .count, "12"), ("12.5", .count, "!invalid_integer"), ("1e3", .count, "1000"),
        ("20261001081542", .timestamp, "2026-10-01T08:15:42-05:00"), ("34.5", .percent, "34.5"),
        ("60", .duration, "60"),
        ("573001234567", .text, "573001234567"), ("true", .text, "true"), ("false", .freeText, "false"),
        ("true", .cost, "!invalid_decimal"), ("-1.5e1", .minutes, "-15"),
        ("99999999999999999999", .count, "!invalid_integer"),
    ])
    func aBareValueIsTakenAsWhatItIs(_ json: String, _ form: ValueForm, _ expected: String) throws {
        #expect(try Typing.standard(json: json, form) == expected)
    }

    @Test(arguments: Self.forms.filter { $0 != .json })
    func anObjectOrArrayIsTheWrongType(_ form: ValueForm) throws {
        #expect(try Typing.standard(json: #"{"a":1}"#, form) == "!wrong_type")
        #expect(try Typing.standard(json: "[]", form) == "!wrong_type")
    }

    @Test func aNumberBecomesTheTextOfItsCharacters() throws {
        let batch = try Typing.run(StandardTyping(zone: Typing.bogota), ["573001234567", "true"])
        #expect(batch[0, 0].kind == .text)
        #expect(batch[0, 1].kind == .text)
    }

    @Test func derivedColumnsComeRightBehindTheirSource() throws {
        let schema = Typing.schema([("id", .text), ("channel", .connectorChannel), ("cost", .cost)])
        let bound = try StandardTyping(zone: Typing.bogota).bind(to: schema)
        #expect(bound.output.names == ["id", "channel", "channel_kind", "connector_type", "connector_id", "cost"])
        #expect(bound.output.fields.map(\.type) == [.text, .text, .text, .text, .text, .decimal])
    }

    @Test func aFormIsReadByTheReaderOfTheList() throws {
        let word = ValueForm("word")
        let readers = ValueReader.all + [ValueReader(word) { fields, _ in ParseIntegers(fields: fields) }]
        let typing = StandardTyping(zone: Typing.bogota, readers: readers)
        #expect(try Typing.run(typing, [#""007""#], form: word).table == [["7"]])
        #expect(try Typing.run(typing, [#""1,5""#], form: .cost).table == [["1.5"]])
    }

    @Test func aFormWithoutAReaderIsAMistakeThatNamesIt() throws {
        let form = ValueForm("word")
        let error = #expect(throws: ETLError.self) {
            _ = try StandardTyping(zone: Typing.bogota).bind(to: Typing.schema([("id", .text), ("a", form)]))
        }
        #expect(error?.code == .configuration)
        #expect(error?.subject == "word")
        #expect(error?.message == "The field 'a' has the form 'word', which nothing here reads")
        #expect(
            error?.advice
                == "Give it one of these: text, free_text, timestamp, day, cost, seconds, minutes, count, decimal, "
                + "duration, percent, connector_channel, chat_channel, json.")
        // A column that the source doesn't send needs no reader.
        let derived = Schema(fields: [Field("a", form: form)])
        #expect(try StandardTyping(zone: Typing.bogota, readers: []).bind(to: derived).output == derived)
    }

    @Test func aDefinitionWithAnUnknownFormHasNoColumns() throws {
        func columns(_ form: String) throws -> [String] {
            try ReportDefinition(
                name: "mine_1", title: .init(en: "Mine", es: "Mío"), grain: .total,
                fields: [FieldDefinition("aht", ValueForm(form))]
            ).typedColumns().names
        }
        #expect(try columns("duration").first == "aht")
        #expect(throws: ETLError.self) { try columns("durations") }
    }

    @Test func readersOfAnotherProgramChangeTheIdentity() {
        func identity(_ readers: [ValueReader]) -> StageIdentity {
            StandardTyping(zone: Typing.bogota, readers: readers).identity
        }
        let own = ValueReader(ValueForm("word")) { fields, _ in ParseDays(fields: fields) }
        let other = ValueReader(.cost) { fields, _ in ParseDays(fields: fields) }
        #expect(identity(ValueReader.all) == StageIdentity("typing", ["America/Bogota", ""]))
        #expect(Set([[], [own], [other], [own, other]].map { identity($0 + ValueReader.all) }).count == 4)
    }

    @Test func columnsWithoutOriginAndTypedOnesAreLeftAlone() throws {
        var schema = Typing.schema(.cost)
        schema.fields.append(Field("window_start", .timestamp, form: .timestamp))
        schema.fields.append(Field("source", form: .text))
        schema.fields.append(Field("typed", .decimal, form: .cost, origin: "typed"))
        schema.fields.append(Field(Schema.extraName, .json))
        var batch = try RecordBatch.scanning(json: #"[{"value":"1","more":[1, 2]}]"#, schema: schema)
        batch[2, 0] = batch.addText(Array("-".utf8))
        var bound = try StandardTyping(zone: Typing.bogota).bind(to: schema)
        try bound.apply(to: &batch)
        #expect(batch.table == [["1", nil, "-", nil, #"{"more":[1,2]}"#]])
        #expect(bound.output.fields.map(\.type) == [.decimal, .timestamp, .text, .decimal, .json])
    }

    @Test func invalidValuesBecomeNullWhereTheFileSaysSo() throws {
        let batch = try Typing.run(
            StandardTyping(zone: Typing.bogota), [#""x""#, #""5""#, "[]"], form: .cost, onInvalid: .null)
        #expect(batch.table == [[nil], ["5"], [nil]])
        #expect(batch.nulledValues == 2)
        #expect(batch.rejections.isEmpty)
    }

    @Test func valuesOfRejectedRowsAreNotCounted() throws {
        let batch = try Typing.run(
            StandardTyping(zone: Typing.bogota), rows: [#"{"cost":"x","cost":"x","id":[]}"#],
            schema: Typing.schema([("cost", .cost), ("id", .text)]), onInvalid: .null)
        #expect(batch.rejections.map(\.reason) == [.duplicateKey])
        #expect(batch.nulledValues == 0)
    }

    @Test func aRejectionNamesTheSourcesKeyAndTheValueAsItCame() throws {
        let schema = Schema(fields: [Field("amount", form: .cost, origin: "cost")])
        let batch = try Typing.run(
            StandardTyping(zone: Typing.bogota), rows: [#"{"cost":" 1,234 "}"#, #"{"cost":"a\"b"}"#], schema: schema)
        #expect(
            batch.rejections == [
                Rejection(row: 0, reason: .ambiguousDecimal, field: "cost", value: " 1,234 "),
                Rejection(row: 1, reason: .invalidDecimal, field: "cost", value: "a\"b"),
            ])
    }

    @Test func blanksThatJSONEscapesCountAsBlanks() throws {
        #expect(try Typing.standard("12.5\\n", .cost) == "12.5")
        #expect(try Typing.standard("\\t2026-10-01 08:15:42", .timestamp) == "2026-10-01T08:15:42-05:00")
        #expect(try Typing.standard("\\u0031,5", .cost) == "1.5")
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        let schema = Typing.schema(
            Self.forms.map { ($0.rawValue, $0) } + [("date", .timestamp)], eventTime: "date")
        let samples = [
            #""2026-10-01 08:15:42""#, #""12.5""#, #""-""#, #"" ""#, "7", "null", "[1]", #""WhatsApp official 88""#,
            #""x\"y\n""#, #""1,234""#, #""08:15:42""#, #""facebook_page""#, "1e3", #""5 %""#, #""2026-10-01""#, "true",
        ]
        let rows = samples.map { sample in
            "{"
                + schema.names.map { #""\#($0)":\#($0 == "date" ? #""2026-10-02 00:00:00""# : sample)"# }
                .joined(separator: ",") + "}"
        }
        let single = samples.flatMap { sample in
            schema.names.map { #"{"date":"20261002000000","\#($0)":\#(sample)}"# }
        }
        let suite = TransformerConformance(StandardTyping(zone: Typing.bogota), schema: schema, rows: rows + single)
        #expect(try suite.findings() == [])
    }

    /// What a reader of one's own hides is hidden wherever a row is shown as it came.
    @Test func whatAReaderHidesIsSaid() throws {
        let schema = Typing.schema([("id", .text), ("pin", .count)])
        let typing = StandardTyping(
            zone: Typing.bogota,
            readers: ValueReader.all.filter { $0.form == .text } + [
                ValueReader(.count) { fields, _ in Redact(fields: fields) }
            ])
        let chain = try TransformChain([typing], input: schema)
        #expect(chain.redactions.map(\.field) == ["pin"])
        #expect(chain.output.fields.map(\.isHidden) == [false, true])
    }
}
