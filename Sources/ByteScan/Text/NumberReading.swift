/// What came of reading a number out of text.
package enum NumberReading: Equatable, Sendable {
    /// The bytes at this place are the number as JSON writes it.
    case stands(Range<Int>)
    /// The number had to be spelled anew and was added to the output.
    case written
    /// It is none.
    case invalid
    /// It can be read as two different numbers.
    case ambiguous
    /// It has more significant digits than a decimal may have.
    case tooLong
}
