import Settings

/// Puts what came of tests into the text of their pipeline file; all else in it stays as it is.
package struct TestRewriter {
    /// What a test shall expect: rows as YAML flow mappings.
    package struct Expectation {
        package var test: TestSpec
        package var expect: [String]
        package var quarantined: [String]

        package init(test: TestSpec, expect: [String], quarantined: [String]) {
            self.test = test
            self.expect = expect
            self.quarantined = quarantined
        }
    }

    /// A test that is written in a way that cannot be rewritten.
    package struct Unwritable: Error {
        package let test: TestSpec
    }

    private let source: SourceText
    private let lineBreak: String
    private let hasMark: Bool

    package init(_ text: String) {
        source = SourceText(text)
        hasMark = text.unicodeScalars.first == "\u{FEFF}"
        // A line feed behind a carriage return is one Character.
        lineBreak = text.unicodeScalars.contains("\r") && text.contains("\r\n") ? "\r\n" : "\n"
    }

    /// The text with the tests' expectations replaced.
    package func rewriting(_ expectations: [Expectation]) throws(Unwritable) -> String {
        var edits: [(range: Range<Int>, text: String)] = []
        for expectation in expectations {
            guard let found = edit(expectation) else { throw Unwritable(test: expectation.test) }
            edits += found
        }
        var scalars = source.scalars
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            scalars.replaceSubrange(edit.range, with: Array(edit.text.unicodeScalars))
        }
        var view = String.UnicodeScalarView()
        if hasMark { view.append("\u{FEFF}") }
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func edit(_ expectation: Expectation) -> [(range: Range<Int>, text: String)]? {
        let places = expectation.test.places
        guard let start = source.offset(of: places.test), let span = ValueSpan(places.expect, in: source) else {
            return nil
        }
        let isFlowTest = source.scalars[start] == "{"
        var expect = replacement(span, places: places.expect, rows: expectation.expect, isFlowTest: isFlowTest)
        if let own = places.quarantined {
            guard let quarantined = ValueSpan(own, in: source) else { return nil }
            return [
                expect, replacement(quarantined, places: own, rows: expectation.quarantined, isFlowTest: isFlowTest),
            ]
        }
        if !expectation.quarantined.isEmpty {
            if isFlowTest {
                expect.text += ", quarantined: [\(expectation.quarantined.joined(separator: ", "))]"
            } else {
                let indentation = String(repeating: " ", count: places.expect.key.column - 1)
                expect.text +=
                    "\(lineBreak)\(indentation)quarantined:"
                    + lines(expectation.quarantined, indentation: places.expect.key.column + 1)
            }
        }
        return [expect]
    }

    private func replacement(
        _ span: ValueSpan, places: TestSpec.Places.Value, rows: [String], isFlowTest: Bool
    ) -> (range: Range<Int>, text: String) {
        if isFlowTest || (span.isFlow && rows.isEmpty) { return (span.range, "[\(rows.joined(separator: ", "))]") }
        if span.isFlow {
            // The blank behind the colon goes too.
            var start = span.range.lowerBound
            while start > 0, source.scalars[start - 1] == " " { start -= 1 }
            return (start..<span.range.upperBound, lines(rows, indentation: places.key.column + 1))
        }
        if rows.isEmpty { return (span.range, String(repeating: " ", count: places.key.column + 1) + "[]") }
        let indentation = String(repeating: " ", count: places.value.column - 1)
        return (span.range, rows.map { "\(indentation)- \($0)" }.joined(separator: lineBreak))
    }

    private func lines(_ rows: [String], indentation: Int) -> String {
        let blanks = String(repeating: " ", count: indentation)
        return rows.map { "\(lineBreak)\(blanks)- \($0)" }.joined()
    }
}
