import ETL
import Testing

@testable import Commands

@Suite struct TextTableTests {
    @Test func columnsAreAsWideAsTheyNeedToBe() {
        var table = TextTable(["report", "rows", "note"], numeric: [1])
        table.add(["cdr_1", "12,345", ""])
        table.add(["diagram_9", "7", "ñandú"])
        #expect(table.lines == ["report       rows  note", "cdr_1      12,345", "diagram_9       7  ñandú"])
    }

    @Test func aTableMayHaveNoRows() {
        #expect(TextTable(["a", "b"]).lines == ["a  b"])
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (60_000, "60,000"), (1_234_567, "1,234,567"),
        (-1234, "-1,234"), (-999, "-999"), (Int.max, "9,223,372,036,854,775,807"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func numbersAreGrouped(number: Int, text: String) {
        #expect(number.grouped == text)
    }
}
