import Foundation

/// The wall clock of the server: which local second an instant is, and which instant a local second was.
struct ServerClock: Sendable {
    let zone: TimeZone

    func local(_ date: Date) -> LocalMoment {
        let epoch = Int(date.timeIntervalSince1970.rounded(.down))
        return LocalMoment(ordinal: epoch + offset(at: epoch))
    }

    /// The epoch of a local second; of two, the first; nil if the clocks skipped it.
    func epoch(of moment: LocalMoment) -> Int? {
        let day = LocalMoment.secondsOfDay
        let around = [offset(at: moment.ordinal - day), offset(at: moment.ordinal + day)]
        for candidate in around where offset(at: moment.ordinal - candidate) == candidate {
            return moment.ordinal - candidate
        }
        return nil
    }

    /// The offset that holds for the whole day, or nil on a day when the clocks change.
    func steadyOffset(on day: LocalDay) -> Int? {
        let midnight = day.number * LocalMoment.secondsOfDay
        let before = offset(at: midnight - LocalMoment.secondsOfDay)
        return before == offset(at: midnight + 2 * LocalMoment.secondsOfDay) ? before : nil
    }

    private func offset(at epoch: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(epoch)))
    }
}
