import ETL
import Foundation

/// Names for runs: they sort by the time at which runs began, also within one second, and no two are the same.
enum RunName {
    /// A name for a run that began at `seconds` since 1970; `microseconds` of that second tell it from others.
    static func make(startedAt seconds: Int64, microseconds: Int? = nil) -> String {
        let stamp = LocalTime.iso8601(instant: seconds).filter { $0 != "-" && $0 != ":" }
        let fraction = microseconds ?? Self.microseconds(within: seconds)
        let random = Int.random(in: 0..<randomLimit)
        return "\(stamp)-\(digits(fraction, width: 4))\(digits(random, width: 4))"
    }

    /// Of the time now, as far as it lies in that second.
    private static func microseconds(within seconds: Int64) -> Int {
        let now = Date().timeIntervalSince1970
        // The second may be over since it was read.
        if Int64(now) == seconds + 1 { return lastMicrosecond }
        return min(max(0, Int((now - now.rounded(.down)) * 1_000_000)), lastMicrosecond)
    }

    private static let lastMicrosecond = 999_999
    /// Four digits of base 36.
    private static let randomLimit = 36 * 36 * 36 * 36

    /// A number of always so many digits, so that names sort as numbers do.
    private static func digits(_ number: Int, width: Int) -> String {
        let text = String(number, radix: 36)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
