internal import Disk
internal import ETL
internal import Foundation

/// The calls of one token, a file a day with a line a call: when and why. Only who has the token's lease writes.
///
/// A line is written before its call is made, so a process that dies has counted every call that it made. All lines are
/// of one length and the file's length alone tells their number: what a kill or a broken disk leaves of a line counts as
/// a call, and no damage within the file can make calls forgotten. A file that cannot be opened refuses the call, since
/// calls that are not counted may be too many. After a power failure the last lines may be missing.
struct CallLedger: Sendable {
    let directory: String

    /// Calls of a day.
    func spent(on day: Day) throws(ETLError) -> Int {
        guard let file = try StateFile.existing(path(day)) else { return 0 }
        let (lines, rest) = try file.size().quotientAndRemainder(dividingBy: Self.lineLength)
        // A file of that length is not a count of calls; none is made on its account.
        return min(lines + (rest > 0 ? 1 : 0), Self.mostCalls)
    }

    /// Counts a call that is about to be made.
    func count(_ purpose: CallPurpose, at instant: Int64, on day: Day) throws(ETLError) {
        let spent = try spent(on: day)
        if spent == 0 {
            try StateFile.makeDirectories(directory)
            try removeDays(before: day.advanced(by: -Self.daysKept))
        }
        try StateFile.made(path(day)).write(Self.line(purpose, instant), at: spent * Self.lineLength)
    }

    private func path(_ day: Day) -> String { "\(directory)/\(day)\(Self.ending)" }

    private func removeDays(before first: Day) throws(ETLError) {
        for name in try StateFile.names(in: directory) where name.hasSuffix(Self.ending) {
            guard let day = Day(String(name.dropLast(Self.ending.count))), day < first else { continue }
            try StateFile.existing(path(day))?.removeName()
        }
    }

    /// `14:02:11Z first       `, in UTC.
    private static func line(_ purpose: CallPurpose, _ instant: Int64) -> [UInt8] {
        let text = "\(LocalTime(seconds: instant).description.suffix(8))Z \(purpose.rawValue)"
        return Array(text.padding(toLength: lineLength - 1, withPad: " ", startingAt: 0).utf8) + [0x0A]
    }

    private static let lineLength = 24
    /// More than a day can have, and little enough for sums.
    private static let mostCalls = 1 << 32
    private static let ending = ".calls"
    private static let daysKept = 7
}
