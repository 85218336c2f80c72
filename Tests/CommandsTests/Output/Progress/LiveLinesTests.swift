import Synchronization
import TestSupport
import Testing

@testable import Commands

/// Lines that are drawn again and again, as a terminal shows them.
@Suite struct LiveLinesTests {
    /// A terminal that is written to, and resized.
    private final class Glass: Sendable {
        let live = LiveLines()
        private let state: Mutex<Screen>

        init(columns: Int, rows: Int = 24, breaksAgain: Bool = true) {
            state = Mutex(Screen(columns: columns, rows: rows, breaksAgain: breaksAgain))
        }

        var screen: Screen { state.withLock { $0 } }
        func take(_ text: String) { state.withLock { $0.write(text) } }
        func show(_ lines: [String]) { live.show(lines, columns: screen.columns, through: take) }
        func write(_ line: String) { live.write("\(line)\r\n", through: take) }
        func resize(_ columns: Int) { state.withLock { $0.resize(columns: columns) } }
    }

    @Test func linesTakeThePlaceOfThoseBefore() {
        let glass = Glass(columns: 40)
        glass.write("first")
        glass.show(["one", "two", "three"])
        glass.show(["one more", "two"])
        #expect(glass.screen.lines == ["first", "one more", "two"])
        #expect(glass.screen.cursor == (1, 0))
        glass.write("second")
        #expect(glass.screen.lines == ["first", "second", "one more", "two"])
        glass.show([])
        #expect(glass.screen.lines == ["first", "second"])
        #expect(glass.screen.cursor == (2, 0) && glass.screen.wraps)
    }

    @Test func aLongLineAboveIsWholeAndTearsNothing() {
        let glass = Glass(columns: 20, rows: 5)
        for number in 1...9 {
            glass.show(["source one \(number)", "source two \(number)"])
            glass.write("\(number)-is-a-line-of-more-columns-than-there-are")
        }
        let shown = glass.screen.lines
        #expect(Array(shown.suffix(2)) == ["source one 9", "source two 9"])
        #expect(shown.count == 9 * 3 + 2)
        #expect(shown.prefix(3).joined() == "1-is-a-line-of-more-columns-than-there-are")
    }

    /// Nothing is left of the lines, and nothing above them is lost, whatever the terminal does with them.
    @Test(arguments: [true, false], [(200, 40), (40, 200), (90, 7), (200, 199)])
    func aResizeLeavesNothingBehind(breaksAgain: Bool, widths: (Int, Int)) {
        let glass = Glass(columns: widths.0, breaksAgain: breaksAgain)
        glass.write("above")
        glass.show((1...3).map { String(repeating: "\($0)", count: widths.0 - 1) })
        glass.resize(widths.1)
        glass.show(["one", "two", "three"])
        #expect(glass.screen.lines == ["above", "one", "two", "three"])
        glass.show([])
        #expect(glass.screen.lines == ["above"])
    }

    /// A line that turns out too long, because the terminal became narrower a moment ago, is cut.
    @Test func aLineThatIsTooLongIsCut() {
        let glass = Glass(columns: 10)
        glass.show([String(repeating: "x", count: 30), "second"])
        #expect(glass.screen.lines == ["xxxxxxxxxx", "second"])
        glass.show(["short"])
        #expect(glass.screen.lines == ["short"])
    }

    @Test func theSameLinesAreWrittenOnce() {
        let written = Mutex(0)
        let live = LiveLines()
        for columns in [80, 80, 60, 60] {
            live.show(["one"], columns: columns) { _ in written.withLock { $0 += 1 } }
        }
        #expect(written.withLock { $0 } == 2)
    }
}
