/// Blanks around a value, and values that say nothing.
package enum Blanks {
    /// The range without blanks at its ends: JSON's white space and the two spaces that don't break a line (U+00A0 and
    /// U+202F), which programs like to put before a sign.
    package static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper {
            let width = widthOfBlank(bytes, start: lower, limit: upper)
            if width == 0 { break }
            lower += width
        }
        while lower < upper {
            let width = widthOfBlank(bytes, before: upper, start: lower)
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

    private static func widthOfBlank(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int {
        if ASCII.isBlank(bytes[start]) { return 1 }
        if isNoBreakSpace(bytes, start: start, limit: limit) { return 2 }
        return isNarrowSpace(bytes, start: start, limit: limit) ? 3 : 0
    }

    private static func widthOfBlank(_ bytes: Span<UInt8>, before limit: Int, start: Int) -> Int {
        if ASCII.isBlank(bytes[limit - 1]) { return 1 }
        if limit - 2 >= start, isNoBreakSpace(bytes, start: limit - 2, limit: limit) { return 2 }
        return limit - 3 >= start && isNarrowSpace(bytes, start: limit - 3, limit: limit) ? 3 : 0
    }

    private static func isNoBreakSpace(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Bool {
        start + 2 <= limit && bytes[start] == 0xC2 && bytes[start + 1] == 0xA0
    }

    private static func isNarrowSpace(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Bool {
        start + 3 <= limit && bytes[start] == 0xE2 && bytes[start + 1] == 0x80 && bytes[start + 2] == 0xAF
    }
}
