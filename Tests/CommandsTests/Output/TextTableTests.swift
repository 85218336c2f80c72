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

    private func wide(_ yielding: TextTable.Yielding?) -> TextTable {
        var table = TextTable(["report", "rows", "meaning"], numeric: [1], yielding: yielding)
        table.add(["cdr_1", "12,345", "Time of the call, close to its end."])
        table.add(["diagram_9", "7", "東京の電話番号"])
        return table
    }

    @Test(arguments: 1...70)
    func noLineIsWiderThanTheTerminal(width: Int) {
        for table in [wide(nil), wide(.cut(2)), wide(.fold(2))] {
            for line in table.lines(width: width) where width > 1 { #expect(DisplayWidth.columns(line) <= width) }
            if width >= 54 { #expect(table.lines(width: width) == table.lines) }
        }
    }

    @Test func aColumnIsCutOrFolded() {
        #expect(
            wide(.cut(2)).lines(width: 33) == [
                "report       rows  meaning", "cdr_1      12,345  Time of the c…",
                "diagram_9       7  東京の電話番号",
            ])
        #expect(
            wide(.fold(2)).lines(width: 31) == [
                "report       rows  meaning", "cdr_1      12,345  Time of the", "                   call, close",
                "                   to its end.", "diagram_9       7  東京の電話番", "                   号",
            ])
    }

    @Test func rowsThatHaveNoRoomAreBlocks() {
        #expect(
            wide(nil).lines(width: 30) == [
                "report: cdr_1  rows: 12,345", "  meaning: Time of the call,", "  close to its end.", "",
                "report: diagram_9  rows: 7", "  meaning: 東京の電話番号",
            ])
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("ñandú", 5), ("東京", 4), ("e\u{301}", 1), ("☎\u{FE0F}", 2), ("😀", 2), ("ｱ", 1),
    ])
    func charactersTakeTheirColumns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(text) == columns)
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
