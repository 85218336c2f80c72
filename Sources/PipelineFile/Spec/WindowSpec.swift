/// The days to extract when no flag says otherwise, both ends included.
package struct WindowSpec: Sendable, Equatable {
    /// The width of one call.
    package enum Span: Sendable, Equatable {
        case auto
        /// Whole seconds, from one second to 31 days.
        case fixed(Duration)
    }

    package var from: DayExpression
    package var to: DayExpression
    /// How many days before `from` are extracted again.
    package var lookbackDays: Int
    package var span: Span
}
