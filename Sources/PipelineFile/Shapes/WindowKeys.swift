import Settings

/// The keys of `window`.
enum WindowKeys {
    static let longestSpan = 31 * 86400

    static let from = Setting(
        KeyShape("from", .day, .defaulted("yesterday"), summary: "The first day.", example: "-3d"),
        DayExpression.init(parsing:))
    static let to = Setting(
        KeyShape("to", .day, .defaulted("yesterday"), summary: "The last day, included.", example: "yesterday"),
        DayExpression.init(parsing:))
    static let lookback = Setting.days(
        "lookback", 0...366, .defaulted("0d"), summary: "How many days before are extracted again.", example: "2d")
    static let span = Setting(
        KeyShape("span", .span, .defaulted("auto"), summary: "The width of one call.", example: "6h"),
        { (text: String) throws(Complaint) -> WindowSpec.Span in
            if text == "auto" { return .auto }
            return .fixed(.seconds(try DurationText.seconds(text, in: 1...longestSpan)))
        })

    static let shape = MappingShape("window", [from.shape, to.shape, lookback.shape, span.shape])
}
