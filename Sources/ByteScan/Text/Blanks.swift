/// Blanks around a value, and values that say nothing.
package enum Blanks {
    /// The range without blanks at its ends: JSON's white space and the two spaces that don't break a line (U+00A0 and
    /// U+202F), which programs like to put before a sign.
    package static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper {
            let width = widthOfBlank(bytes, at: lower, end: upper)
            if width == 0 { break }
            lower += width
        }
        while lower < upper {
            let width = widthOfBlank(bytes, before: upper, lower)
            if width == 0 { break }
            upper -= width
        }
        return lower..<upper
    }

    /// Whether a value says nothing: it is empty, blank, or a dash alone where a dash stands for nothing.
    package static func isNothing(_ bytes: Span<UInt8>, _ range: Range<Int>, dashIsNothing: Bool) -> Bool {
        let rest = trim(bytes, range)
        return rest.isEmpty || dashIsNothing && rest.count == 1 && bytes[rest.lowerBound] == ASCII.minus
    }

    private static func widthOfBlank(_ bytes: Span<UInt8>, at: Int, end: Int) -> Int {
        if ASCII.isBlank(bytes[at]) { return 1 }
        if isNoBreakSpace(bytes, at: at, end: end) { return 2 }
        return isNarrowSpace(bytes, at: at, end: end) ? 3 : 0
    }

    private static func widthOfBlank(_ bytes: Span<UInt8>, before end: Int, _ start: Int) -> Int {
        if ASCII.isBlank(bytes[end - 1]) { return 1 }
        if end - 2 >= start, isNoBreakSpace(bytes, at: end - 2, end: end) { return 2 }
        return end - 3 >= start && isNarrowSpace(bytes, at: end - 3, end: end) ? 3 : 0
    }

    private static func isNoBreakSpace(_ bytes: Span<UInt8>, at: Int, end: Int) -> Bool {
        at + 2 <= end && bytes[at] == 0xC2 && bytes[at + 1] == 0xA0
    }

    private static func isNarrowSpace(_ bytes: Span<UInt8>, at: Int, end: Int) -> Bool {
        at + 3 <= end && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xAF
    }
}
