extension Int {
    /// The number with a comma between thousands, for people.
    package var grouped: String {
        var digits = Array(String(magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }

    /// The number with its noun: `1 call`, `12,000 rows`.
    package func counted(_ noun: String, plural: String? = nil) -> String {
        "\(grouped) \(choosing(noun, plural ?? noun + "s"))"
    }

    /// The word for one thing, or the word for any other number of things: `has` or `have`.
    package func choosing(_ one: String, _ several: String) -> String { self == 1 ? one : several }
}
