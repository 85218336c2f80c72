/// A single value with its placeholders filled in, and the words that a message may call it by.
struct ScalarValue {
    let text: String
    /// The text as it stands in the file; a variable's value is never shown.
    let shown: String
    let hasPlaceholder: Bool
    let place: Place

    init(_ outcome: Interpolation.Outcome, written: String, place: Place) {
        text = outcome.text
        hasPlaceholder = outcome.hasPlaceholder
        shown = outcome.hasPlaceholder ? "the value of '\(Self.short(written))'" : "'\(Self.short(written))'"
        self.place = place
    }

    /// A text that fits into a line of a message.
    static func short(_ text: String) -> String {
        let longest = 60
        let line = text.unicodeScalars.prefix(longest).map { scalar in
            scalar.properties.generalCategory == .control ? "·" : String(scalar)
        }
        return line.joined() + (text.unicodeScalars.count > longest ? "…" : "")
    }
}
