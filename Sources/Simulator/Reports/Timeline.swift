/// When the rows of one report are: the same for the same seed, whatever is asked.
struct Timeline: Sendable {
    let seed: UInt64
    let report: String
    let volume: VolumeProfile
    let rowsPerDay: Int
    let even: Bool
    let clock: ServerClock

    private var reportKey: UInt64 { SplitMix64.key(of: report) }

    /// The events of a window, newest first.
    func events(of window: ClosedRange<LocalMoment>) -> some Sequence<Event> {
        slices(of: window).lazy.flatMap { day, places in places.reversed().lazy.map { day[$0] } }
    }

    /// The days of a window, newest first, each with its events and the places of those that lie in the window.
    func slices(of window: ClosedRange<LocalMoment>) -> [(day: DayOfEvents, places: Range<Int>)] {
        let (first, last) = (window.lowerBound.day, window.upperBound.day)
        return (first.number...last.number).reversed().compactMap { number in
            let day = LocalDay(number: number)
            let from = day == first ? window.lowerBound.second : 0
            let to = day == last ? window.upperBound.second : LocalMoment.secondsOfDay - 1
            let schedule = schedule(of: day)
            let places = schedule.places(in: from...to)
            guard !places.isEmpty else { return nil }
            let events = DayOfEvents(
                schedule: schedule, dayText: Word(day.text), steadyOffset: clock.steadyOffset(on: day), clock: clock,
                key: SplitMix64(keys: seed &+ 1, reportKey, UInt64(bitPattern: Int64(number))))
            return (events, places)
        }
    }

    private func schedule(of day: LocalDay) -> DaySchedule {
        var generator = SplitMix64(keys: seed, reportKey, UInt64(bitPattern: Int64(day.number)))
        let rows = volume.rows(on: day, perDay: rowsPerDay, even: even, generator: &generator)
        return DaySchedule(day: day, rows: rows, hours: volume.hours, clock: clock, generator: &generator)
    }
}

/// One day's events, each to be had by its place.
struct DayOfEvents: Sendable {
    let schedule: DaySchedule
    let dayText: Word
    let steadyOffset: Int?
    let clock: ServerClock
    let key: SplitMix64

    subscript(place: Int) -> Event {
        var source = key
        let state = source.next() ^ SplitMix64.mix(UInt64(place) &+ 0xA076_1D64_78BD_642F)
        let second = Int(schedule.seconds[place])
        let moment = LocalMoment(day: schedule.day, second: second)
        let offset = steadyOffset ?? (moment.ordinal - (clock.epoch(of: moment) ?? moment.ordinal))
        return Event(
            day: schedule.day, second: second, place: place, epoch: moment.ordinal - offset, dayText: dayText,
            generator: SplitMix64(state: state))
    }
}
