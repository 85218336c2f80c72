extension WrongFile {
    private static func window(_ text: String) -> String {
        Fixture.file(more: "window: \(text)\n")
    }

    /// Mistakes in the window.
    static let window = [
        WrongFile(
            "window as a list", window("▸[yesterday]"),
            "window: expected a mapping, such as `window: { from: -3d, to: yesterday }`, not a list"),
        WrongFile(
            "window without a value", Fixture.file(more: "window:▸\n"),
            "window: the value is missing; write one, such as `window: { from: -3d, to: yesterday }`"),
        WrongFile(
            "a day that the calendar lacks", window("{ from: ▸2026-02-29, to: 2026-03-01 }"),
            "from: '2026-02-29' is not a day of the calendar; write it as in 2026-10-01"),
        WrongFile(
            "tomorrow", window("{ to: ▸tomorrow }"),
            "to: 'tomorrow' is not a day: 2026-10-01, today, yesterday or -3d"),
        WrongFile(
            "from after to", window("{ from: ▸2026-10-02, to: 2026-10-01 }"),
            "window: from ('2026-10-02') is after to ('2026-10-01')"),
        WrongFile(
            "default from after to", window("{ to: ▸-3d }"),
            "window: from ('yesterday', the default) is after to ('-3d')"),
        WrongFile(
            "lookback in hours", window("{ lookback: ▸36h }"),
            "lookback: '36h' is not a whole number of days, such as 2d"),
        WrongFile(
            "lookback without a unit", window("{ lookback: ▸2 }"),
            "lookback: '2' has no unit; write s, m, h or d after the number, as in 75s"),
        WrongFile("span too wide", window("{ span: ▸32d }"), "span: '32d' is not between 1s and 31d"),
        WrongFile("span of nothing", window("{ span: ▸0m }"), "span: '0m' is not between 1s and 31d"),
        WrongFile(
            "span in weeks", window("{ span: ▸1w }"),
            "span: '1w' is not auto or a duration such as 30m, 6h or 1d"),
        WrongFile("unknown key", window("{ ▸form: -3d }"), "unknown key 'form' in window; did you mean 'from'?"),
        WrongFile(
            "all keys of follow", Fixture.file(more: "follow: { every: ▸x, overlap: ▸y, close_after: ▸z }\n"),
            "every: 'x' is not a duration such as 30s, 10m, 1h or 2d",
            "overlap: 'y' is not a duration such as 30s, 10m, 1h or 2d",
            "close_after: 'z' is not a duration such as 30s, 10m, 1h or 2d"),
    ]
}
