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

/// Why a text is not a value of the wanted kind, in words that don't repeat the text.
public struct Complaint: Error, Equatable {
    /// What follows the text in the message; nil says only what was expected.
    package let reason: String?

    /// Says what was expected instead.
    public static let notThat = Complaint(reason: nil)

    package init(reason: String?) {
        self.reason = reason
    }

    /// A complaint that follows the text: `is longer than 128 characters`.
    public init(_ reason: String) {
        self.reason = reason
    }
}
