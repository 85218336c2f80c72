internal import ETL

/// The rows of one answer whose times lie outside the window that was asked for.
///
/// If all rows of the answer lie in the window moved by the same whole hours, the server's clock is in another zone than
/// the source's settings say.
struct StrayRows {
    /// How many there are.
    private(set) var count = 0
    private var oldest = LocalTime(seconds: .max)
    private var newest = LocalTime(seconds: .min)

    /// Strays that are no accident any more.
    private static let enough = 3
    /// Zones differ by no more.
    private static let mostHours: Int64 = 26

    /// Takes note of a row outside the window.
    mutating func note(_ time: LocalTime) {
        count += 1
        oldest = min(oldest, time)
        newest = max(newest, time)
    }

    /// The smallest number of hours by which the window must be moved to hold all rows: these and those `inside` it. Nil if
    /// there are too few strays, or the window cannot be moved so.
    func hours(_ inside: SeenRows, of window: Window) -> Int? {
        guard count >= Self.enough else { return nil }
        let first = min(oldest, inside.oldest ?? oldest).seconds
        // Quarters of an hour are counted back from the end of the window, so whole hours of them are exact.
        let newestInside = inside.quietQuarters.map { window.last.seconds - Int64($0) * 900 }
        let last = max(newest.seconds, newestInside ?? newest.seconds)
        let most = (first - window.first.seconds).flooredQuotient(by: 3600)
        let least = -(window.last.seconds - last).flooredQuotient(by: 3600)
        guard least <= most, most >= -Self.mostHours, least <= Self.mostHours else { return nil }
        return Int(least > 0 ? least : most)
    }
}
