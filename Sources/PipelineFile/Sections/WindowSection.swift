import ETL
import Settings

/// The keys of `window`.
enum WindowKeys {
    static let longestSpan = 31 * 86400

    static let from = Setting(
        "from", .day, presence: .defaulted("yesterday"), summary: "The first day.", example: "-3d",
        parse: DayExpression.init(parsing:))
    static let to = Setting(
        "to", .day, presence: .defaulted("yesterday"), summary: "The last day, included.", example: "yesterday",
        parse: DayExpression.init(parsing:))
    static let lookback = Setting.days(
        "lookback", 0...366, presence: .defaulted("0d"), summary: "How many days before are extracted again.",
        example: "2d")
    static let span = Setting(
        "span", .span, presence: .defaulted("auto"), summary: "The width of one call.", example: "6h",
        parse: { (text: String) throws(Complaint) -> WindowSpec.Span in
            if text == "auto" { return .auto }
            return .fixed(.seconds(try TimeSpanText.seconds(text, in: 1...longestSpan)))
        })

    static let shape = MappingShape("window", [from.shape, to.shape, lookback.shape, span.shape])
}

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

/// Reads `window`.
struct WindowReader {
    func read(_ reader: MappingReader) -> WindowSpec? {
        let from = reader.value(WindowKeys.from)
        let to = reader.value(WindowKeys.to)
        let lookback = reader.value(WindowKeys.lookback)
        let span = reader.value(WindowKeys.span)
        guard let from, let to, let lookback, let span else { return nil }
        if from.isAfter(to) == true {
            reader.error(
                "window: from (\(shown(reader, WindowKeys.from))) is after to (\(shown(reader, WindowKeys.to)))",
                at: reader.has(WindowKeys.from) ? WindowKeys.from.shape : WindowKeys.to.shape)
        }
        return WindowSpec(from: from, to: to, lookbackDays: lookback, span: span)
    }

    /// The expression as the file has it, or the default.
    private func shown(_ reader: MappingReader, _ setting: Setting<DayExpression>) -> String {
        if let scalar = reader.scalar(setting) { return scalar.shown }
        guard case .defaulted(let text) = setting.shape.presence else { return "" }
        return "'\(text)', the default"
    }

    /// A span does nothing where every call must cover one day.
    func warnOfIdleSpan(_ reader: MappingReader, reports: [TypedReport]) {
        guard let span = reader.value(WindowKeys.span), span != .auto, !reports.isEmpty,
            reports.allSatisfy({ $0.definition.windowGrain == .total })
        else { return }
        let names = reports.map(\.name).joined(separator: ", ")
        reader.warning(
            "span: it has no effect here; a call of \(names) always covers one day", at: WindowKeys.span.shape)
    }
}
