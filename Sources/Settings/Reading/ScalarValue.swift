internal import ETL

/// A single value with its placeholders filled in, and the words that a message may call it by.
public struct ScalarValue {
    /// The text, with placeholders filled in.
    public let text: String
    /// The text as it stands in the file; a variable's value is never shown.
    public let shown: String
    package let hasPlaceholder: Bool
    package let place: Place

    /// A text in which nothing is filled in.
    package init(_ text: String, at place: Place) {
        self.init(Interpolation.Outcome(text: text), written: text, place: place)
    }

    init(_ outcome: Interpolation.Outcome, written: String, place: Place) {
        text = outcome.text
        hasPlaceholder = outcome.hasPlaceholder
        shown = outcome.hasPlaceholder ? "the value of '\(ShownText.short(written))'" : "'\(ShownText.short(written))'"
        self.place = place
    }
}
