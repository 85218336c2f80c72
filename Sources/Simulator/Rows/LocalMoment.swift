/// A second on the wall clock of the server, with no offset: what the API takes and sends.
struct LocalMoment: Comparable, Hashable, Sendable {
    static let secondsOfDay = 86_400

    /// Seconds since 1970-01-01 00:00:00 of the same wall clock.
    var ordinal: Int

    var day: LocalDay {
        LocalDay(number: (ordinal >= 0 ? ordinal : ordinal - Self.secondsOfDay + 1) / Self.secondsOfDay)
    }
    var second: Int { ordinal - day.number * Self.secondsOfDay }

    init(ordinal: Int) {
        self.ordinal = ordinal
    }

    init(day: LocalDay, second: Int) {
        ordinal = day.number * Self.secondsOfDay + second
    }

    /// Reads `YYYYmmddHHiiss`, fourteen digits that are a real date and time.
    init?(compact text: some StringProtocol) {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 14, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ from: Int, _ count: Int) -> Int {
            digits[from..<from + count].reduce(0) { $0 * 10 + $1 }
        }
        let (hour, minute, second) = (number(8, 2), number(10, 2), number(12, 2))
        guard hour < 24, minute < 60, second < 60,
            let day = LocalDay(year: number(0, 4), month: number(4, 2), day: number(6, 2))
        else { return nil }
        self.init(day: day, second: hour * 3600 + minute * 60 + second)
    }

    static func < (left: LocalMoment, right: LocalMoment) -> Bool {
        left.ordinal < right.ordinal
    }
}
