internal import ByteScan

/// A number as people write it into a text: digits of any script, alone or in groups.
enum SpelledNumber {
    private static let fewestDigits = 5
    private static let separators = Set(".,/_'’·‒−⁄،٫٬．，、".unicodeScalars)

    /// Returns the index behind the number that begins at `start`; nil if fewer than five digits stand there.
    ///
    /// One separator may stand between two digits; a bracket may have a blank beside it, and a carriage return a line
    /// feed. Characters that are not seen, such as a soft hyphen, may stand anywhere.
    static func end(_ bytes: Span<UInt8>, start: Int, limit: Int) -> Int? {
        var digits = 0
        var end = start
        var at = start
        var gap: Separator?
        while at < limit {
            let (scalar, length) = ScalarText.scalar(bytes, at: at, limit: limit)
            if ScalarText.digit(scalar) != nil {
                digits += 1
                end = at + length
                gap = nil
            } else if digits == 0 {
                return nil
            } else if !isUnseen(scalar) {
                guard let separator = Separator(scalar, in: separators),
                    gap.map({ separator.mayFollow($0) }) ?? true
                else { break }
                gap = gap == nil ? separator : .pair
            }
            at += length
        }
        return digits >= fewestDigits ? end : nil
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        switch scalar.properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// What stands between two digits.
    private enum Separator {
        case blank
        case carriageReturn
        case lineFeed
        case bracket
        case other
        /// Two that count as one.
        case pair

        init?(_ scalar: Unicode.Scalar, in separators: Set<Unicode.Scalar>) {
            switch scalar {
            case " ", "\t", "\u{B}", "\u{C}", "\u{85}": self = .blank
            case "\r": self = .carriageReturn
            case "\n": self = .lineFeed
            case "(", ")", "[", "]": self = .bracket
            default:
                switch scalar.properties.generalCategory {
                case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .blank
                case .dashPunctuation, .connectorPunctuation: self = .other
                case _ where separators.contains(scalar): self = .other
                default: return nil
                }
            }
        }

        func mayFollow(_ earlier: Separator) -> Bool {
            switch (earlier, self) {
            case (.carriageReturn, .lineFeed), (.bracket, .blank), (.blank, .bracket), (.bracket, .other),
                (.other, .bracket):
                true
            default: false
            }
        }
    }
}
