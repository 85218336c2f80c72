import Foundation

/// When a rule holds. What is not said holds always.
struct RuleCondition: Sendable {
    /// What is known about a call when rules are looked up.
    struct Call: Sendable {
        let api: String
        let window: ClosedRange<LocalMoment>?
        let now: LocalMoment
        /// Rows that the answer would have.
        let rows: Int

        func touches(_ day: LocalDay) -> Bool {
            window.map { ($0.lowerBound.day...$0.upperBound.day).contains(day) } ?? false
        }

        /// Whether the window holds a second of the day, on this day or, if nil, on any.
        func holds(second: Int, of day: LocalDay?) -> Bool {
            guard let window else { return false }
            let days = day.map { $0.number...$0.number } ?? window.lowerBound.day.number...window.upperBound.day.number
            return days.contains { window.contains(LocalMoment(day: LocalDay(number: $0), second: second)) }
        }

        /// The width of the window, 0 where there is none.
        var seconds: Int { window.map { $0.upperBound.ordinal - $0.lowerBound.ordinal + 1 } ?? 0 }
    }

    var apis: [String] = []
    /// Which of the calls for which the rest holds, counted from 1.
    var calls: [ClosedRange<Int>] = []
    var every: Int?
    var day: LocalDay?
    /// The day that lies so many days before the server's today.
    var daysAgo: Int?
    /// A second of the day that the window holds.
    var at: Int?
    var widerThan: Duration?
    var moreRowsThan: Int?
    /// By the clock of the server, in seconds of the day; `to` doesn't belong to it.
    var from: Int?
    var to: Int?

    init() {}

    init(_ settings: SettingsReader) {
        apis = settings.texts("api")
        calls = settings.texts("call").compactMap { text in
            let range = Self.range(text)
            if range == nil {
                settings.mistake("'call' wants numbers from 1, or ranges such as 2..4 or 3..", at: "call")
            }
            return range
        }
        every = settings.count("every")
        day = settings.value("day", orAlone: false, wanted: "a day such as 2026-10-01") { LocalDay(text: $0) }
        daysAgo = settings.count("days_ago", least: 0, most: 100_000)
        at = settings.value("at", orAlone: false, wanted: "a time such as \"12:30\"") { Self.time($0) }
        widerThan = settings.duration("wider_than")
        moreRowsThan = settings.count("more_rows_than", least: 0)
        from = settings.value("from", orAlone: false, wanted: "a time such as \"01:30\"") { Self.time($0) }
        to = settings.value("to", orAlone: false, wanted: "a time such as \"01:30\"") { Self.time($0) }
        settings.finish()
    }

    /// Whether everything but the number of the call holds.
    func suits(_ call: Call) -> Bool {
        if !apis.isEmpty, !apis.contains(call.api) { return false }
        let day = daysAgo.map { LocalDay(number: call.now.day.number - $0) } ?? day
        if let day, !call.touches(day) { return false }
        if let at, !call.holds(second: at, of: day) { return false }
        if let widerThan, call.seconds <= widerThan.components.seconds { return false }
        if let moreRowsThan, call.rows <= moreRowsThan { return false }
        return suits(time: call.now.second)
    }

    /// Whether it holds for the call of this number, of those that suit.
    func suits(number: Int) -> Bool {
        if !calls.isEmpty, !calls.contains(where: { $0.contains(number) }) { return false }
        return every.map { number % $0 == 0 } ?? true
    }

    private func suits(time: Int) -> Bool {
        let (start, end) = (from ?? 0, to ?? LocalMoment.secondsOfDay)
        return start <= end ? (start..<end).contains(time) : time >= start || time < end
    }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        if let number = Int(text) { return number >= 1 ? number...number : nil }
        guard let dots = text.range(of: ".."), let first = Int(text[..<dots.lowerBound]), first >= 1 else { return nil }
        let rest = text[dots.upperBound...]
        guard let last = rest.isEmpty ? Int.max : Int(rest), last >= first else { return nil }
        return first...last
    }

    private static func time(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1440
        else { return nil }
        return hour * 3600 + minute * 60
    }
}
