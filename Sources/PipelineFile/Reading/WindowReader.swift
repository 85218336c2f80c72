import ETL
import Settings

/// Reads `window`.
struct WindowReader {
    let context: FileContext

    func read(_ reader: MappingReader) -> WindowSpec? {
        let from = reader.value(WindowKeys.from)
        let to = reader.value(WindowKeys.to)
        let lookback = reader.value(WindowKeys.lookback)
        let span = reader.value(WindowKeys.span)
        guard let from, let to, let lookback, let span else { return nil }
        let place = (reader.node(WindowKeys.from.shape) ?? reader.node(WindowKeys.to.shape))?.place
        if from.isAfter(to) == true, let place {
            context.error(
                "window: from (\(shown(reader, WindowKeys.from))) is after to (\(shown(reader, WindowKeys.to)))",
                at: place)
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
        guard let scalar = reader.scalar(WindowKeys.span), let span = reader.value(WindowKeys.span),
            span != .auto, !reports.isEmpty, reports.allSatisfy({ $0.definition.windowGrain == .total })
        else { return }
        let names = reports.map(\.name).joined(separator: ", ")
        context.collector.warning(
            "span: it has no effect here; a call of \(names) always covers one day", at: scalar.place)
    }
}
