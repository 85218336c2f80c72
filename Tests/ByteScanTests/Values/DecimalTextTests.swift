import ByteScan
import Testing

@Suite struct DecimalTextTests {
    @Test(arguments: [
        ("0.0345", "0.0345"), ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("$ 12,5", "12.5"), ("0.00", "0.00"),
        ("1.234", "1.234"), ("0,034", "0.034"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("12,5", "12.5"),
        ("1,234,567.89", "1234567.89"), ("1.234.567,89", "1234567.89"), (".5", "0.5"), (",5", "0.5"), ("5.", "5"),
        ("5,", "5"), ("007.50", "7.50"), ("007", "7"), ("0", "0"), ("000", "0"), ("-0.00", "-0.00"), ("-12.5", "-12.5"),
        ("-007,5", "-7.5"), ("+12.5", "12.5"), ("- 12.5", "-12.5"), (" 12.5 ", "12.5"), ("\u{A0}12.5\u{202F}", "12.5"),
        ("-.5", "-0.5"), ("1,2345", "1.2345"), (",034", "0.034"), ("012,345", "12.345"), ("1,234.", "1234"),
        ("12345678901234567890123456789.123456789", "12345678901234567890123456789.123456789"),
        ("1,234.567", "1234.567"), ("1.234,567", "1234.567"), ("-1,234.50", "-1234.50"), ("0000.034", "0.034"),
        ("1.234,", "1234"),
    ])
    func readsDecimals(_ text: String, _ expected: String) { #expect(TextReading.decimal(text) == expected) }

    @Test(arguments: [
        "$12.5", "12.5$", "US$ 12.5", "US$12.5", "12.5 USD", "COP 12.5", "cop 12.5", "$ 12.5 COP", "€12.5", "12.5 €",
        "£12.5", "COP$ 12.5", "$+12.5", "+$12.5", "COP12.5", "12.5COP", " $\u{A0}12.5 ", "₡ 12.5", "¥12.5",
    ])
    func takesACurrencyAtEitherEnd(_ text: String) { #expect(TextReading.decimal(text) == "12.5") }

    @Test(arguments: ["-$12.5", "$-12.5", "$ - 12.5", "- COP 12,5"])
    func keepsTheSignBesideACurrency(_ text: String) { #expect(TextReading.decimal(text) == "-12.5") }

    @Test(arguments: ["1,234", "12,345", "123,456", "-1,234", "$ 1,234", "10,000"])
    func callsACommaBeforeThreeDigitsAmbiguous(_ text: String) { #expect(TextReading.decimal(text) == "ambiguous") }

    /// What people write beside a currency has their own thousands.
    @Test(arguments: [
        "COP 1.500", "$ 1.500", "$1.500", "1.500 COP", "1.500$", "US$ 1.500", "€1.500", "1.500 €", "-$1.500",
        "$-12.500", "cop 123.456", "COP$ 1.500", "$ 1.500 COP", " COP\u{A0}1.500 ", "+$1.500", "₡ 1.500",
    ])
    func callsADotBeforeThreeDigitsAmbiguousBesideACurrency(_ text: String) {
        #expect(TextReading.decimal(text) == "ambiguous")
        let digits = text.filter(\.isNumber)
        let point = "\(digits.dropLast(3)).\(digits.suffix(3))"
        #expect(TextReading.decimal(text, .point).filter { $0 != "-" } == point)
        #expect(TextReading.decimal(text, .comma).filter { $0 != "-" } == digits)
    }

    @Test(arguments: [
        ("1234,567", "1234.567"), ("$ 0.034", "0.034"), ("COP 1234.500", "1234.500"), ("$ 12.50", "12.50"),
        ("$ 1.2345", "1.2345"), ("$ 1,234.50", "1234.50"), ("$ 1.234,50", "1234.50"), ("COP 1.234.567", "1234567"),
        ("$ .500", "0.500"), ("COP 1500", "1500"), ("$ 012.345", "12.345"),
    ])
    func takesWhatHasOneReading(_ text: String, _ expected: String) { #expect(TextReading.decimal(text) == expected) }

    @Test(arguments: [
        ("1,234", "1234", "1.234"), ("1.234", "1.234", "1234"), ("12,5", "12.5", "12.5"), ("12.5", "12.5", "12.5"),
        ("0,034", "0.034", "0.034"), ("0.034", "0.034", "0.034"), ("1,234.5", "1234.5", "1234.5"),
        ("1.234,5", "1234.5", "1234.5"), ("-1,234", "-1234", "-1.234"), ("0.00", "0.00", "0.00"), ("12", "12", "12"),
        ("$ 1,234", "1234", "1.234"), ("1234,567", "1234.567", "1234.567"), ("1.234.567", "1234567", "1234567"),
    ])
    func aSeparatorSettlesWhatHasTwoReadings(_ text: String, _ withPoint: String, _ withComma: String) {
        #expect(TextReading.decimal(text, .point) == withPoint)
        #expect(TextReading.decimal(text, .comma) == withComma)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", ",", ".,", "$", "COP", "1e5", "1E5", "e5", "abc", "12abc", "12.5.3", "1,23,456",
        "12,5.3",
        "1.234,567,890.1", "0,123,456", "0,123.4", "--5", "+-5", "12-", "1 234", "1'234", "(12)", "NaN", "Infinity",
        "0x10", "12 pesos", "$$5", "$ 12 $ 5", "$ COP 5", "1,,234", "1,234,", "١٢", "12%", "1.2.3", "USDX 5", ",1,234",
        "\u{2212}5", "5 $ 5", "12:30",
    ])
    func refusesWhatIsNoDecimal(_ text: String) { #expect(TextReading.decimal(text) == "invalid") }

    @Test(arguments: ["$ 12.5", "12.5 COP", "US$12"])
    func takesNoCurrencyWhereNoneIsAllowed(_ text: String) {
        #expect(TextReading.decimal(text, currency: false) == "invalid")
    }

    /// Zeros in front are not significant, and those behind are.
    @Test(arguments: ["", "-", "0.", "0000", "0.00000000000000000000000000000000000000000", "$ "])
    func thirtyEightSignificantDigitsAreTheMost(_ start: String) {
        let digits = "12345678901234567890123456789012345678"
        for fits in [start + digits, start + digits.dropLast() + "0"] {
            #expect(TextReading.decimal(fits).hasSuffix(String(fits.suffix(38))))
        }
        for exceeds in [start + digits + "9", start + digits + "0", start + String(repeating: "7", count: 5000)] {
            #expect(TextReading.decimal(exceeds) == "too long")
        }
    }

    @Test func separatorsAreNotDigits() {
        let groups = (0..<12).map { _ in "234" }.joined(separator: ",")
        #expect(TextReading.decimal("1,\(groups).5") == "1\(groups.filter { $0 != "," }).5")
        #expect(TextReading.decimal("1,\(groups).56") == "too long")
    }

    @Test(arguments: [
        ("1e5", "100000"), ("1E+2", "100"), ("1.5e1", "15"), ("1.50e1", "15.0"), ("1.50e3", "1500"), ("12e-1", "1.2"),
        ("1.5e-3", "0.0015"), ("12e-2", "0.12"), ("0.05e1", "0.5"), ("0.5e1", "5"), ("-2.5e2", "-250"), ("0e3", "0"),
        ("5e0", "5"), ("5e-0", "5"),
    ])
    func writesExponentsOut(_ text: String, _ expected: String) { #expect(TextReading.expanded(text) == expected) }

    @Test(arguments: ["5", "5e", "e5", "5e+", "5e1.5", "5e999999999999999999999", "5e-500", "5x1", ""])
    func leavesOtherThanExponentsAlone(_ text: String) { #expect(TextReading.expanded(text) == nil) }
}
