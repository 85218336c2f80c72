/// How many rows a report has on a day and how they lie over its hours.
struct VolumeProfile: Sendable {
    /// Rows of this report for a hundred rows of cdr_1.
    let percentOfCalls: Int
    /// Sunday first, in percent of a full working day.
    let weekdays: [Int]
    /// Twenty-four weights.
    let hours: [Int]

    /// A call centre that works from six to ten, with a lull at noon.
    static let office = [0, 0, 0, 0, 0, 0, 3, 20, 60, 90, 100, 95, 70, 65, 90, 100, 95, 85, 60, 35, 15, 5, 0, 0]
    /// People who write to a robot at night too.
    static let robot = [3, 2, 1, 1, 1, 2, 6, 20, 50, 80, 90, 90, 80, 75, 85, 90, 85, 80, 70, 60, 45, 30, 15, 7]

    func rows(on day: LocalDay, perDay: Int, even: Bool, generator: inout SplitMix64) -> Int {
        guard !even else { return perDay }
        let permille = 920 + generator.below(161)
        return perDay * weekdays[day.weekday] * permille / 100_000
    }
}
