/// Decimal numbers as people and programs write them, read exactly: digits and scale stay, nothing is rounded.
///
/// A text is read with the dot as decimal sign and the comma between thousands, and the other way round. If one reading
/// alone is possible, it holds. If both are (`1.234`, `1,234`), the separator that the caller names decides; unnamed, a
/// dot is the decimal sign, and a comma is ambiguous; so is a dot beside a currency, for people write amounts as they
/// speak, and only programs write a bare `1.234`.
package enum DecimalText {
    /// Significant digits beyond which no reader's decimal type holds a number.
    package static let mostSignificantDigits = 38

    /// Reads the number at `range`, and adds it to `output` if it doesn't stand there as JSON writes it.
    ///
    /// `separator` settles what can be read in two ways; `currency` says whether a currency's sign or code may stand at
    /// either end.
    package static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, separator: DecimalSeparator?, currency: Bool,
        into output: inout [UInt8]
    ) -> NumberReading {
        guard range.count > mostSignificantDigits else {
            return readAny(bytes, range, separator: separator, currency: currency, into: &output)
        }
        let before = output.count
        let reading = readAny(bytes, range, separator: separator, currency: currency, into: &output)
        let isTooLong =
            switch reading {
            case .stands(let place): hasTooManyDigits(bytes, place)
            case .written: hasTooManyDigits(output.span, before..<output.count)
            case .invalid, .ambiguous, .tooLong: false
            }
        guard isTooLong else { return reading }
        output.removeLast(output.count - before)
        return .tooLong
    }

    /// Whether a number in plain notation has more significant digits than a decimal may have.
    package static func hasTooManyDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > mostSignificantDigits else { return false }
        var digits = 0
        for at in range where ASCII.isDigit(bytes[at]) && (digits > 0 || bytes[at] != ASCII.zero) { digits += 1 }
        return digits > mostSignificantDigits
    }

    private static func readAny(
        _ bytes: Span<UInt8>, _ range: Range<Int>, separator: DecimalSeparator?, currency: Bool,
        into output: inout [UInt8]
    ) -> NumberReading {
        let end = endOfPlain(bytes, range)
        if end == range.upperBound, end > range.lowerBound, separator != .comma { return .stands(range) }
        guard let (body, isNegative, isMarked) = strip(bytes, range, currency: currency) else { return .invalid }
        guard let marks = Marks(bytes, body) else { return .invalid }
        switch marks.sign(bytes, separator: separator, isMarked: isMarked) {
        case .none: return .invalid
        case .unclear: return .ambiguous
        case .whole: return write(bytes, body: body, pointAt: nil, isNegative: isNegative, into: &output)
        case .at(let point): return write(bytes, body: body, pointAt: point, isNegative: isNegative, into: &output)
        }
    }

    /// The end of the number in JSON's plain notation (no exponent) that `range` begins with; its start if there is
    /// none.
    static func endOfPlain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let end = range.upperBound
        var at = range.lowerBound
        if at < end, bytes[at] == ASCII.minus { at += 1 }
        guard at < end, ASCII.isDigit(bytes[at]) else { return range.lowerBound }
        if bytes[at] == ASCII.zero {
            at += 1
        } else {
            while at < end, ASCII.isDigit(bytes[at]) { at += 1 }
        }
        guard at + 1 < end, bytes[at] == ASCII.dot, ASCII.isDigit(bytes[at + 1]) else { return at }
        at += 2
        while at < end, ASCII.isDigit(bytes[at]) { at += 1 }
        return at
    }

    /// Takes blanks, one sign and marks of a currency off both ends; `isMarked` says whether there was a currency.
    private static func strip(
        _ bytes: Span<UInt8>, _ range: Range<Int>, currency: Bool
    ) -> (body: Range<Int>, isNegative: Bool, isMarked: Bool)? {
        var rest = Blanks.trim(bytes, range)
        var sign: UInt8?
        var isMarked = false
        while let first = rest.first.map({ bytes[$0] }), !ASCII.isDigit(first) {
            if sign == nil, first == ASCII.minus || first == ASCII.plus {
                sign = first
                rest = rest.dropFirst()
            } else if currency, !isMarked, let end = CurrencyMark.end(bytes, rest) {
                isMarked = true
                rest = end..<rest.upperBound
            } else {
                break
            }
            rest = Blanks.trim(bytes, rest)
        }
        if currency, let last = rest.last, !ASCII.isDigit(bytes[last]) {
            let end = CurrencyMark.start(bytes, rest)
            isMarked = isMarked || end < rest.upperBound
            rest = Blanks.trim(bytes, rest.lowerBound..<end)
        }
        return rest.isEmpty ? nil : (rest, sign == ASCII.minus, isMarked)
    }

    private static func write(
        _ bytes: Span<UInt8>, body: Range<Int>, pointAt point: Int?, isNegative: Bool, into output: inout [UInt8]
    ) -> NumberReading {
        let whole = body.lowerBound..<(point ?? body.upperBound)
        let fraction = (point.map { $0 + 1 } ?? body.upperBound)..<body.upperBound
        var start = whole.lowerBound
        while start + 1 < whole.upperBound, bytes[start] == ASCII.zero { start += 1 }
        if !isNegative, !whole.isEmpty {
            let shown = start..<(fraction.isEmpty ? whole.upperBound : body.upperBound)
            let isPlain =
                fraction.isEmpty ? ASCII.areDigits(bytes, shown) : endOfPlain(bytes, shown) == shown.upperBound
            if isPlain { return .stands(shown) }
        }
        if isNegative { output.append(ASCII.minus) }
        if whole.isEmpty { output.append(ASCII.zero) }
        for at in start..<whole.upperBound where ASCII.isDigit(bytes[at]) { output.append(bytes[at]) }
        if !fraction.isEmpty {
            output.append(ASCII.dot)
            for at in fraction { output.append(bytes[at]) }
        }
        return .written
    }
}

/// The dots and commas among the digits of a number.
private struct Marks {
    enum Sign {
        /// No reading is possible.
        case none
        /// There are two.
        case unclear
        /// There is no fraction.
        case whole
        /// The fraction begins behind this place.
        case at(Int)
    }

    private let body: Range<Int>
    private var dots = 0
    private var commas = 0
    private var last = 0

    /// Nil if there is something other than digits, dots and commas, or no digit.
    init?(_ bytes: Span<UInt8>, _ body: Range<Int>) {
        self.body = body
        for at in body {
            switch bytes[at] {
            case ASCII.dot:
                dots += 1
                last = at
            case ASCII.comma:
                commas += 1
                last = at
            case let byte where ASCII.isDigit(byte): continue
            default: return nil
            }
        }
        if dots + commas == body.count { return nil }
    }

    /// Where the fraction begins, if it is clear; `isMarked` says that a currency stands beside the number.
    func sign(_ bytes: Span<UInt8>, separator: DecimalSeparator?, isMarked: Bool) -> Sign {
        if dots + commas == 0 { return .whole }
        let fits = (isSound(bytes, .point), isSound(bytes, .comma))
        switch fits {
        case (false, false): return .none
        case (true, false): return place(bytes, .point)
        case (false, true): return place(bytes, .comma)
        case (true, true):
            if separator == nil, commas > 0 || isMarked && dots > 0 { return .unclear }
            return place(bytes, separator ?? .point)
        }
    }

    private func place(_ bytes: Span<UInt8>, _ separator: DecimalSeparator) -> Sign {
        bytes[last] == separator.byte ? .at(last) : .whole
    }

    /// Whether the number can be read with this decimal sign: once at most and last, the other between groups of three.
    private func isSound(_ bytes: Span<UInt8>, _ separator: DecimalSeparator) -> Bool {
        let signs = separator == .point ? dots : commas
        let groupings = separator == .point ? commas : dots
        guard signs <= 1, signs == 0 || bytes[last] == separator.byte else { return false }
        guard groupings > 0 else { return true }
        var digits = 0
        var isFirst = true
        for at in body.lowerBound..<(signs == 1 ? last : body.upperBound) {
            guard bytes[at] == separator.grouping else {
                digits += 1
                continue
            }
            guard isFirst ? digits >= 1 && digits <= 3 : digits == 3 else { return false }
            isFirst = false
            digits = 0
        }
        return digits == 3 && bytes[body.lowerBound] != ASCII.zero
    }
}

/// The sign between the whole and the fraction of a number; the other of the two then groups thousands.
public enum DecimalSeparator: String, Sendable, Codable, CaseIterable {
    /// `1,234.50`
    case point = "."
    /// `1.234,50`
    case comma = ","

    package var byte: UInt8 { self == .point ? ASCII.dot : ASCII.comma }
    package var grouping: UInt8 { self == .point ? ASCII.comma : ASCII.dot }
}

/// What came of reading a number out of text.
package enum NumberReading: Equatable, Sendable {
    /// The bytes at this place are the number as JSON writes it.
    case stands(Range<Int>)
    /// The number had to be spelled again and was added to the output.
    case written
    /// It is not a number.
    case invalid
    /// It can be read as two different numbers.
    case ambiguous
    /// It has more significant digits than a decimal may have.
    case tooLong
}

/// Percentages: `34.64 %`, `15,233.33 %`, `0 %`.
package enum PercentText {
    /// Reads a percentage, with or without its sign, as the decimal number in front of it.
    ///
    /// The API puts a comma between thousands of percents, so where `1,234 %` could be read in two ways it is 1234,
    /// unless the caller's separator says otherwise. (Observed by third-party clients.)
    package static func read(
        _ bytes: Span<UInt8>, _ range: Range<Int>, separator: DecimalSeparator?, into output: inout [UInt8]
    ) -> NumberReading {
        var rest = Blanks.trim(bytes, range)
        if let last = rest.last, bytes[last] == UInt8(ascii: "%") { rest = Blanks.trim(bytes, rest.dropLast()) }
        return DecimalText.read(bytes, rest, separator: separator ?? .point, currency: false, into: &output)
    }
}
